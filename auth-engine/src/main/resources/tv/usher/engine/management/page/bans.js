// Who is kept out by operators, why and until when; and banning a user who isn't watching.
import { get, query, remove } from './api.js';
import { html } from './html.js';
import { BanLength, Failure, Foreign, isMadeHere, longerStays, Moment, Refreshing, Said, Ago, withPlayers } from './parts.js';
import { t } from './texts.js';

export class Bans extends Refreshing {
  state = { length: '1h' };

  load() {
    return get('api/bans?limit=1000');
  }

  async act(order) {
    try {
      this.props.tell(await order());
    } catch (error) {
      this.props.tell({ text: error.message || t('lost'), said: Boolean(error.message), bad: true });
      this.props.onError(error);
    }
    this.refresh();
  }

  lift(ban) {
    return this.act(async () => {
      await remove(`api/bans/${encodeURIComponent(ban.id)}`);
      return { text: t('ban.undone', { n: 1 }) };
    });
  }

  submit = (event) => {
    event.preventDefault();
    const { backend, user, why } = Object.fromEntries(new FormData(event.target));
    const { length } = this.state;
    const form = event.target;
    this.act(async () => {
      const path = `api/users/${encodeURIComponent(backend)}/${encodeURIComponent(user)}/sessions`;
      const result = await remove(`${path}${query({ ban: length, why: why.trim() })}`);
      const { ended, ban } = result;
      form.reset();
      const sentence = result.longerUntil ? longerStays(result, user) : t('ban.done.user', { n: ended, who: user, length: t(`length.${length}`) });
      return {
        text: withPlayers(sentence, result),
        undo: isMadeHere(result) ? async () => {
          await remove(`api/bans/${encodeURIComponent(ban)}`);
          this.refresh();
          return t('ban.undone', { n: 1 });
        } : null,
      };
    });
  };

  render({ status }, { loaded, error, length }) {
    return html`
      <${Failure} error=${error} />
      ${loaded ? html`<p class="total">${t('bans.total', { n: loaded.total })}</p>
        ${loaded.bans.length ? html`<ul class="rows">${loaded.bans.map((ban) => html`<li key=${ban.id} data-ban=${ban.id}>
          <div>
            <strong>${ban.user ? html`<${Foreign} text=${ban.user} most=${40} />` : t('user.unknown')}</strong>
            <div><${Said} text=${ban.what} /></div>
            ${ban.why ? html`<div>${t('bans.why')} <${Foreign} text=${ban.why} most=${200} /></div>` : null}
            <div class="quiet">${t('bans.until')} <${Moment} at=${ban.until} /> (<${Ago} at=${ban.until} />)${
              ban.since ? html` · ${t('bans.since')} <${Moment} at=${ban.since} />` : null}${ban.by ? html` · ${t('bans.by')} <${Said} text=${ban.by} />` : null}</div>
          </div>
          <button type="button" onClick=${() => this.lift(ban)}>${t('bans.lift')}<span class="hidden"> <${Foreign} text=${ban.user || ban.id} most=${40} /></span></button>
        </li>`)}</ul>` : html`<p>${t('bans.none')}</p>`}` : error ? null : html`<p class="quiet">${t('loading')}</p>`}
      ${status ? html`<section aria-labelledby="ban-new">
        <h2 id="ban-new">${t('bans.new')}</h2>
        <p class="quiet">${t('bans.new.help')}</p>
        <form class="filters" onSubmit=${this.submit}>
          <div><label for="ban-user">${t('column.user')}</label><input id="ban-user" name="user" required autocomplete="off" spellcheck=${false} /></div>
          <div><label for="ban-backend">${t('column.backend')}</label>
            <select id="ban-backend" name="backend">${status.backends.map((each) => html`<option value=${each.name}>${each.name}</option>`)}</select></div>
          <div><${BanLength} id="ban-new-length" value=${length} onChange=${(value) => this.setState({ length: value })} /></div>
          <div><label for="ban-new-why">${t('ban.why')}</label><input id="ban-new-why" name="why" maxlength="200" autocomplete="off" /></div>
          <button type="submit" class="danger">${t('bans.ban')}</button>
        </form>
      </section>` : null}`;
  }
}
