// The frame: who is signed in, which view is shown, and the status that all views share.
import { hasToken, keepToken, watchStatus } from './api.js';
import { Bans } from './bans.js';
import { Configuration } from './configuration.js';
import { Component, html, render } from './html.js';
import { Now } from './now.js';
import { Said } from './parts.js';
import { SignIn } from './sign-in.js';
import { language, t, timeOf } from './texts.js';
import { Unverified } from './unverified.js';
import { Viewers } from './viewers.js';
import { Why } from './why.js';

const VIEWS = { now: Now, viewers: Viewers, why: Why, bans: Bans, unverified: Unverified, configuration: Configuration };

/** The address's #view/rest?parameters. */
function place() {
  const [, view = '', rest = '', query = ''] = /^#?([a-z]*)(?:\/([^?]*))?(?:\?(.*))?$/.exec(location.hash) || [];
  return { view: view in VIEWS ? view : 'now', rest, parameters: Object.fromEntries(new URLSearchParams(query)) };
}

class App extends Component {
  state = { place: place(), status: null, lost: null, heardAt: null, refused: null, notice: null };

  componentDidMount() {
    addEventListener('hashchange', () => this.moved());
    this.watch();
  }

  moved() {
    const isAnother = place().view !== this.state.place.view;
    const focus = () => isAnother && this.main?.focus({ preventScroll: true });
    if (isAnother) {
      scrollTo(0, 0);
    }
    focus(); // before a window opens, which gives it back
    this.setState({ place: place() }, focus); // an open window has kept it until now
  }

  watch() {
    this.end?.();
    this.setState({ refused: null, lost: null });
    this.end = watchStatus({
      onStatus: (status) => this.setState({ status, lost: null, heardAt: new Date(), refused: null }),
      onLost: (error) => (this.failed(error) ? null : this.setState({ lost: error })),
    });
  }

  /** Any view tells what the API refused: who isn't let in is asked for a token. */
  failed(error) {
    const out = error.status === 401 || (error.status === 403 && !this.state.status);
    if (out) {
      this.end?.();
      this.setState({ refused: error, status: null });
    }
    return out;
  }

  signIn = (token) => {
    keepToken(token);
    this.watch();
  };

  signOut = () => {
    keepToken('');
    this.setState({ status: null, notice: null });
    this.watch();
  };

  /** A sentence about what was done, and how to undo it. */
  tell = (notice) => this.setState({ notice });

  undo = async () => {
    const { undo } = this.state.notice;
    this.tell({ text: t('undoing') });
    try {
      this.tell({ text: await undo() });
    } catch (error) {
      this.tell({ text: error.message || t('lost'), bad: true });
    }
  };

  render(_, { place, status, lost, heardAt, refused, notice }) {
    if (refused) {
      return html`<${SignIn} error=${refused} onToken=${this.signIn} />`;
    }
    const View = VIEWS[place.view];
    const problems = status?.problems?.length || 0;
    document.title = `${problems ? `(${problems}) ` : ''}Usher · ${status?.node || location.hostname}`;
    return html`
      <a class="skip" href="#main" onClick=${(event) => { event.preventDefault(); this.main.focus(); }}>${t('skip')}</a>
      <header class="top">
        <div class="brand"><img src="page/icon.svg" alt="" width="28" height="28" /> <span>Usher</span></div>
        <nav aria-label=${t('views')}>
          ${Object.keys(VIEWS).map((name) => html`<a href=${`#${name}`} aria-current=${name === place.view ? 'page' : undefined}>
            ${t(`view.${name}`)}${name === 'unverified' && status?.unverified?.viewers
              ? html` <span class="count">${status.unverified.viewers}</span>` : null}${name === 'now' && problems
              ? html` <span class="count bad">${problems}</span>` : null}</a>`)}
        </nav>
        <div class="session">
          <span class=${`live ${lost ? 'off' : 'on'}`}>${lost ? t('state.lost') : status ? t('state.live') : t('state.connecting')}</span>
          ${hasToken() ? html`<button type="button" class="plain" onClick=${this.signOut}>${t('sign-out')}</button>` : null}
        </div>
      </header>
      ${lost ? html`<div class="banner" role="alert">${lost.status ? html`<${Said} text=${lost.message} />` : heardAt ? t('lost.since', { time: timeOf(heardAt) }) : t('lost')}</div>` : null}
      <main id="main" tabindex="-1" ref=${(element) => { this.main = element; }}>
        <h1>${t(`view.${place.view}`)}</h1>
        <${View} key=${place.view} status=${status} place=${place} tell=${this.tell} onError=${(error) => this.failed(error)} />
      </main>
      <div class="notices" role="status" aria-live="polite">
        ${notice ? html`<div class=${`notice ${notice.bad ? 'bad' : ''}`}>
          <span>${notice.said ? html`<${Said} text=${notice.text} />` : notice.text}</span>
          ${notice.undo ? html`<button type="button" class="undo" onClick=${this.undo}>${t('undo')}</button>` : null}
          <button type="button" class="plain" onClick=${() => this.tell(null)}>${t('close')}</button>
        </div>` : null}
      </div>
      <footer>${status ? html`Usher ${status.version || ''}${status.node ? ` · ${status.node}` : ''} · <span class="path">${status.configuration}</span>` : 'Usher'}</footer>`;
  }
}

document.documentElement.lang = language;
render(html`<${App} />`, document.getElementById('app'));
