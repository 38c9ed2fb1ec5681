// Who is watching: search, sort, pages, and one session's story in a window.
import { get, query } from './api.js';
import { Component, html } from './html.js';
import { Ago, Badge, Failure, Foreign } from './parts.js';
import { Session } from './session.js';
import { number, t } from './texts.js';

const ROWS = 100;
const MOST_SKIPPED = 1000000; // by the API
const EVERY_MILLIS = 5000;
const COLUMNS = ['user', 'name', 'address', 'channel', 'backend', 'since', 'lastSeen'];

export class Viewers extends Component {
  state = { q: this.props.place.parameters.q || '', sort: '-since', offset: 0, page: null, error: null };

  componentDidMount() {
    this.load();
    this.timer = setInterval(() => document.hidden || this.load(), EVERY_MILLIS);
  }

  componentWillUnmount() {
    clearInterval(this.timer);
    this.gone = true;
  }

  /** The status comes every second, and changes nothing here. */
  shouldComponentUpdate(props, state) {
    return state !== this.state || props.place !== this.props.place;
  }

  componentDidUpdate(before) {
    const { q } = this.props.place.parameters;
    if (q !== undefined && q !== before.place.parameters.q) {
      this.show({ q, offset: 0 });
    }
  }

  show(change) {
    this.setState(change, () => this.load());
  }

  /** One question at a time; while it is on its way, the newest wish waits. */
  async load() {
    if (this.loading) {
      this.again = true;
      return;
    }
    this.loading = true;
    do {
      this.again = false;
      const { q, sort, offset } = this.state;
      try {
        const page = await get(`api/sessions${query({ q: q.trim(), sort, offset, limit: ROWS })}`);
        if (offset > lastOffset(page.total)) { // some have left since
          this.setState((now) => (now.offset === offset ? { offset: lastOffset(page.total) } : null), () => this.load());
        } else if (!this.gone) {
          this.setState({ page, shownFrom: offset, error: null });
        }
      } catch (error) {
        this.setState({ error });
        this.props.onError(error);
      }
    } while (this.again && !this.gone);
    this.loading = false;
  }

  sortBy(column) {
    const { sort } = this.state;
    this.show({ sort: sort === column ? `-${column}` : column, offset: 0 });
  }

  turn(offset) {
    this.show({ offset });
    this.top?.scrollIntoView({ block: 'nearest' });
  }

  render({ place, tell, onError }, { q, sort, page, error }) {
    return html`
      <div class="search" ref=${(element) => { this.top = element; }}>
        <label for="q">${t('viewers.search')}</label>
        <input id="q" type="search" value=${q} maxlength="256" autocomplete="off" spellcheck=${false}
          onInput=${(event) => this.show({ q: event.target.value, offset: 0 })} />
        <div class="narrow-only">
          <label for="sort">${t('viewers.sort')}</label>
          <select id="sort" onChange=${(event) => this.show({ sort: event.target.value, offset: 0 })}>
            ${COLUMNS.flatMap((column) => [column, `-${column}`]).map((each) => html`<option value=${each} selected=${each === sort}>
              ${t(`column.${each.replace('-', '')}`)} ${each.startsWith('-') ? '↓' : '↑'}</option>`)}
          </select>
        </div>
      </div>
      <${Failure} error=${error} />
      ${page ? this.table(page, sort) : html`<p class="quiet">${t('loading')}</p>`}
      ${place.rest ? html`<${Session} key=${place.rest} id=${place.rest} tell=${tell} onError=${onError}
        onClose=${() => { location.hash = '#viewers'; }} onChange=${() => this.load()} />` : null}`;
  }

  table(page, sort) {
    return html`
      <${Pager} page=${page} offset=${this.state.shownFrom} onTurn=${(offset) => this.turn(offset)} />
      ${page.sessions.length ? html`<table role="table" class="stacking">
        <caption class="hidden">${t('view.viewers')}</caption>
        <thead role="rowgroup"><tr role="row">${COLUMNS.map((column) => html`<${Heading} column=${column} sort=${sort} onSort=${() => this.sortBy(column)} />`)}</tr></thead>
        <tbody role="rowgroup">${page.sessions.map((session) => html`<${Row} key=${session.id} session=${session} />`)}</tbody>
      </table>` : html`<p>${this.state.q.trim() ? t('viewers.none-found') : t('viewers.none')}</p>`}`;
  }
}

/** Where the last page begins that can be shown. */
function lastOffset(total) {
  return Math.min(MOST_SKIPPED, Math.max(0, Math.floor((total - 1) / ROWS) * ROWS));
}

function Heading({ column, sort, onSort }) {
  const order = sort === column ? 'ascending' : sort === `-${column}` ? 'descending' : 'none';
  return html`<th role="columnheader" scope="col" aria-sort=${order}>
    <button type="button" class="sort" onClick=${onSort}>${t(`column.${column}`)} <span aria-hidden="true">${{ ascending: '↑', descending: '↓', none: '' }[order]}</span></button></th>`;
}

function Row({ session }) {
  const cell = (column, content) => html`<td role="cell" data-label=${t(`column.${column}`)}><span>${content}</span></td>`;
  return html`<tr role="row" data-session=${session.id}>
    ${cell('user', html`<a href=${`#viewers/${session.id}`}><${Foreign} text=${session.user} most=${40} none=${t('user.unknown')} /></a>${
      session.verified ? null : html` <${Badge} kind="warn">${t('unverified')}<//>`}`)}
    ${cell('name', html`<${Foreign} text=${session.name} most=${60} />`)}
    ${cell('address', html`<span class="address">${session.client}</span>`)}
    ${cell('channel', html`<${Foreign} text=${session.channel} most=${60} />`)}
    ${cell('backend', html`<${Foreign} text=${session.backend} most=${30} />`)}
    ${cell('since', html`<${Ago} at=${session.since} />`)}
    ${cell('lastSeen', html`<${Ago} at=${session.lastSeen} />`)}
  </tr>`;
}

function Pager({ page, offset, onTurn }) {
  const { total, sessions } = page;
  const last = lastOffset(total);
  const go = (label, sign, to, able) => html`<button type="button" aria-label=${label} title=${label} disabled=${!able} onClick=${() => onTurn(to)}>${sign}</button>`;
  return html`<div class="pager">
    <p aria-live="polite" class="total">${t('viewers.total', { n: total })}${total > ROWS
      ? html` <span class="quiet">${t('viewers.range', { from: number(offset + 1), to: number(offset + sessions.length) })}</span>` : null}</p>
    ${total > ROWS ? html`<nav aria-label=${t('pages')}>
      ${go(t('page.first'), '«', 0, offset > 0)}
      ${go(t('page.previous'), '‹', Math.max(0, offset - ROWS), offset > 0)}
      ${go(t('page.next'), '›', offset + ROWS, offset < last)}
      ${go(t('page.last'), '»', last, offset < last)}
    </nav>` : null}
  </div>`;
}
