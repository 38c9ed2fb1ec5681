// What is in force, what a reload would change, and the reload.
import { get, post } from './api.js';
import { html } from './html.js';
import { Failure, Foreign, Refreshing, Said } from './parts.js';
import { t } from './texts.js';

export class Configuration extends Refreshing {
  every = 30000;

  state = { doing: false, plan: null, refused: null };

  async load() {
    const loaded = await get('api/configuration');
    await this.look();
    return loaded;
  }

  /** What a reload would change now, or why the file can't be put in force. */
  async look() {
    try {
      const plan = await get('api/reload');
      this.setState({ plan, refused: null });
    } catch (error) {
      if (error.reason !== 'reload-refused') {
        throw error;
      }
      this.setState({ plan: null, refused: error });
    }
  }

  reload = async () => {
    this.setState({ doing: true });
    try {
      const { changes } = await post('api/reload');
      this.props.tell({ text: t('reload.done', { n: changes.length }) });
    } catch (error) {
      this.props.tell({ text: error.message || t('lost'), said: Boolean(error.message), bad: true });
      this.props.onError(error);
    }
    this.setState({ doing: false });
    this.refresh();
  };

  render(_, { loaded, error, plan, refused, doing }) {
    return html`
      <${Failure} error=${error} />
      <section aria-labelledby="reload">
        <h2 id="reload">${t('reload')}</h2>
        ${refused ? html`<p>${t('reload.would-fail')}</p><${Failure} error=${refused} />` : null}
        ${plan ? html`<${Plan} changes=${plan.changes} />` : null}
        <div class="buttons">
          <button type="button" class="primary" disabled=${doing || !plan} onClick=${this.reload}>${t('reload.do')}</button>
          <button type="button" onClick=${() => this.refresh()}>${t('reload.look')}</button>
        </div>
      </section>
      ${loaded ? html`<section aria-labelledby="effective">
        <h2 id="effective">${t('configuration.effective')}</h2>
        <p class="quiet">${t('configuration.file')} <span class="path"><${Foreign} text=${loaded.file} most=${300} /></span>. ${t('configuration.secrets')}</p>
        <pre tabindex="0" aria-labelledby="effective">${loaded.effective}</pre>
      </section>` : null}`;
  }
}

function Plan({ changes }) {
  return changes.length
    ? html`<p>${t('reload.would-change')}</p><ul class="changes">${changes.map((change) => html`<li><code><${Said} text=${change} /></code></li>`)}</ul>`
    : html`<p>${t('reload.nothing')}</p>`;
}
