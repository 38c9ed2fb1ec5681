// What several views share.
import { Component, html } from './html.js';
import { moment, relative, shortened, t, visible } from './texts.js';

/** A text from outside, cut where a table would burst. It keeps its writing direction to itself. */
export function Foreign({ text, most = 80, none = '' }) {
  if (!text) {
    return none ? html`<span class="quiet">${none}</span>` : null;
  }
  const shown = shortened(visible(text), most);
  return html`<bdi class="foreign" title=${shown.length < text.length ? shortened(visible(text), 500) : undefined}>${shown}</bdi>`;
}

/** What the server says for people, which is English whatever the page's language is. */
export function Said({ text }) {
  return text ? html`<bdi lang="en" class="foreign">${visible(text)}</bdi>` : null;
}

export function Moment({ at }) {
  return at ? html`<time datetime=${at} title=${at}>${moment(at)}</time>` : null;
}

export function Ago({ at }) {
  return at ? html`<time datetime=${at} title=${moment(at)}>${relative(at)}</time>` : null;
}

/** kind: good, bad, warn or none. The sign says the same as the colour. */
export function Badge({ kind, children }) {
  const sign = { good: '✓', bad: '✕', warn: '!', none: '–' }[kind];
  return html`<span class=${`badge ${kind}`}><span aria-hidden="true">${sign}</span> ${children}</span>`;
}

/** Why something didn't work. */
export function Failure({ error }) {
  if (!error) {
    return null;
  }
  return html`<div class="failure" role="alert">${error.status === 0 ? t('lost') : html`<${Said} text=${error.message} />`}</div>`;
}

/** A list of name and value. */
export function Facts({ items }) {
  return html`<dl class="facts">${items
    .filter(Boolean)
    .map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** A window over the page; Escape closes it. The browser gives the focus back; if what was done here can be undone, it goes to the way back. */
export class Dialog extends Component {
  componentDidMount() {
    this.element.showModal();
  }

  componentWillUnmount() {
    this.element.close();
    if (this.props.canBeUndone) {
      document.querySelector('.undo')?.focus();
    }
  }

  render({ title, onClose, children }) {
    return html`<dialog ref=${(element) => { this.element = element; }} aria-labelledby="dialog-title"
      onCancel=${(event) => { event.preventDefault(); onClose(); }}>
      <header class="dialog-head">
        <h2 id="dialog-title">${title}</h2>
        <button type="button" class="plain" onClick=${onClose}>${t('close')}</button>
      </header>
      ${children}
    </dialog>`;
  }
}

/** How long a ban lasts, as the API writes it, with the text's key. */
export const BANS = ['10m', '1h', '12h', '1d', '7d', '30d'];

export function BanLength({ value, onChange, id }) {
  return html`<label for=${id}>${t('ban.length')}</label>
    <select id=${id} value=${value} onChange=${(event) => onChange(event.target.value)}>
      ${BANS.map((length) => html`<option value=${length} selected=${length === value}>${t(`length.${length}`)}</option>`)}
    </select>`;
}

/** What an order has done can be undone; a longer ban that was there before it is for the list of bans. */
export const isMadeHere = (result) => Boolean(result.ban && !result.longerUntil);

/** What was done, and who plays on all the same. */
export const withPlayers = (sentence, { stillPlaying: n }) => (n ? `${sentence} ${t('players.play-on', { n })} ${t('ban.counts-later')}` : sentence);

export const longerStays = (result, who) => t('ban.longer', { who, time: moment(result.longerUntil) });

/** Loads again and again while it is shown and the tab is looked at. */
export class Refreshing extends Component {
  componentDidMount() {
    this.refresh();
    this.timer = setInterval(() => document.hidden || this.refresh(), this.every || 5000);
  }

  componentWillUnmount() {
    clearInterval(this.timer);
    this.gone = true;
  }

  async refresh() {
    try {
      const loaded = await this.load();
      if (!this.gone) {
        this.setState({ loaded, error: null });
      }
    } catch (error) {
      if (!this.gone) {
        this.setState({ error });
        this.props.onError?.(error);
      }
    }
  }
}
