// One session's story, and what can be done: end it, ban its token or its user, undo.
import { get, query, remove } from './api.js';
import { html } from './html.js';
import { Ago, Badge, BanLength, Dialog, Facts, Failure, Foreign, isMadeHere, longerStays, Moment, Refreshing, withPlayers } from './parts.js';
import { shortened, t, visible } from './texts.js';

export class Session extends Refreshing {
  state = { length: '1h', why: '', doing: false, failed: null };

  async load() {
    const session = await get(`api/sessions/${this.props.id}`);
    const { user, backend } = session;
    const others = user ? (await get(`api/sessions${query({ user, backend, limit: 1 })}`)).total : 1;
    return { session, others };
  }

  /** What was done in words, with the way back where there is one. */
  async act(order, sentence) {
    this.setState({ doing: true, failed: null });
    try {
      const result = await order();
      const undo = isMadeHere(result) ? () => this.undo(result.ban) : null;
      this.props.tell({ text: withPlayers(sentence(result), result), undo });
      this.setState({ canBeUndone: Boolean(undo) });
      this.props.onChange();
      this.props.onClose();
    } catch (failed) {
      this.setState({ doing: false, failed });
      this.props.onError(failed);
    }
  }

  /** Lifts what this order has banned, and nothing else. */
  async undo(ban) {
    await remove(`api/bans/${encodeURIComponent(ban)}`);
    this.props.onChange();
    return t('ban.undone', { n: 1 });
  }

  end() {
    const { session } = this.state.loaded;
    return this.act(() => remove(`api/sessions/${session.id}`), (result) => t('kick.done', { n: result.ended, who: nameOf(session) }));
  }

  ban(whom) {
    const { loaded: { session }, length, why } = this.state;
    const path = whom === 'user'
      ? `api/users/${encodeURIComponent(session.backend)}/${encodeURIComponent(session.user)}/sessions`
      : `api/sessions/${session.id}`;
    return this.act(
      () => remove(`${path}${query({ ban: length, why: why.trim() })}`),
      (result) => result.longerUntil ? longerStays(result, nameOf(session)) : t(result.banned.includes('user') ? 'ban.done.user' : result.banned.includes('token') ? 'ban.done.token' : 'ban.done.viewing',
        { n: result.ended, who: nameOf(session), length: t(`length.${length}`) }));
  }

  render({ onClose }, { loaded, error, length, why, doing, failed, canBeUndone }) {
    return html`<${Dialog} title=${t('session')} onClose=${onClose} canBeUndone=${canBeUndone}>
      ${error?.status === 404 ? html`<p role="alert">${t('session.over')}</p>` : html`<${Failure} error=${error} />`}
      ${loaded ? html`<${Story} ...${loaded} />` : error ? null : html`<p class="quiet">${t('loading')}</p>`}
      <${Failure} error=${failed} />
      ${loaded && error?.status !== 404 ? html`
        <section class="actions" aria-labelledby="actions">
          <h3 id="actions">${t('session.actions')}</h3>
          <p>${whatThePlayerDoes(loaded.session)}</p>
          <div class="action">
            <button type="button" class="danger" disabled=${doing} onClick=${() => this.end()}>${t('kick')}</button>
            <p class="quiet">${t('kick.help')}</p>
          </div>
          <div class="action filters">
            <div><${BanLength} id="ban-length" value=${length} onChange=${(value) => this.setState({ length: value })} /></div>
            <div><label for="ban-why">${t('ban.why')}</label>
              <input id="ban-why" value=${why} maxlength="200" autocomplete="off" onInput=${(event) => this.setState({ why: event.target.value })} /></div>
          </div>
          <div class="action">
            <button type="button" class="danger" disabled=${doing} onClick=${() => this.ban('session')}>${t('ban.session', { length: t(`length.${length}`) })}</button>
            <p class="quiet">${t('ban.session.help')}</p>
          </div>
          ${loaded.session.user ? html`<div class="action">
            <button type="button" class="danger" disabled=${doing} onClick=${() => this.ban('user')}>${t('ban.user', { length: t(`length.${length}`) })}</button>
            <p class="quiet">${t('ban.user.help', { n: loaded.others, user: shortened(visible(loaded.session.user), 40), backend: loaded.session.backend })}</p>
          </div>` : null}
        </section>` : null}
    <//>`;
  }
}

/** If the session ends. */
function whatThePlayerDoes(session) {
  return session.playsOn ? `${t('player.plays-on')} ${t('ban.counts-later')}` : t(session.canBeCut ? 'player.is-cut' : 'player.stops');
}

/** How an operator calls the viewer. */
function nameOf(session) {
  return shortened(visible(session.name || session.user || session.client || session.id), 40);
}

function Story({ session, others }) {
  const why = query({ user: session.user, client: session.user ? '' : session.client });
  return html`
    <p class="lead">${session.verified ? html`<${Badge} kind="good">${t('verified')}<//>` : html`<${Badge} kind="warn">${t('unverified')}<//>`}
      ${' '}${t(session.verified ? 'session.granted' : 'session.unverified', { backend: session.backend, rule: session.rule })}</p>
    <${Facts} items=${[
      [t('column.user'), html`<span class="long" tabindex=${long(session.user)}><${Foreign} text=${session.user} most=${8192} none=${t('user.unknown')} /></span>`],
      session.name ? [t('column.name'), html`<span class="long" tabindex=${long(session.name)}><${Foreign} text=${session.name} most=${8192} /></span>`] : null,
      [t('column.channel'), html`<span class="long" tabindex=${long(session.channel)}><${Foreign} text=${session.channel} most=${8192} /></span>`],
      [t('column.address'), html`<span class="address">${session.client || t('address.unknown')}</span>`],
      [t('column.since'), html`<${Moment} at=${session.since} /> <span class="quiet"><${Ago} at=${session.since} /></span>`],
      [t('column.lastSeen'), html`<${Moment} at=${session.lastSeen} /> <span class="quiet"><${Ago} at=${session.lastSeen} /></span>`],
      [t('session.grant'), html`<${Moment} at=${session.grantEnds} /> <span class="quiet"><${Ago} at=${session.grantEnds} /></span>`],
      session.validUntil > session.grantEnds ? [t('session.kept'), html`<${Moment} at=${session.validUntil} />`] : null,
      session.idleEnds ? [t('session.idle'), html`<${Moment} at=${session.idleEnds} />`] : null,
      [t('session.caller'), html`${session.dialect}, <span class="address">${session.caller}</span>`],
      session.user ? [t('session.others'), html`<a href=${`#viewers?q=${encodeURIComponent(beginning(session.user))}`}>${t('session.count', { n: others })}</a>${
        session.limited ? '' : ` ${t('session.unlimited')}`}`] : null,
    ]} />
    ${why ? html`<p><a href=${`#why${why}`}>${t('session.decisions')}</a></p>` : null}`;
}

/** As much of a name as can be searched for; half of a character can't stand in an address. */
const beginning = (name) => name.slice(0, 200).replace(/[\ud800-\udbff]$/, '');

/** What is scrolled must be reached by the keyboard. */
const long = (text) => (text.length > 300 ? 0 : undefined);
