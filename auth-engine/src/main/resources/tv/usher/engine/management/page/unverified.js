// Who was let in although a backend couldn't be asked.
import { get } from './api.js';
import { html } from './html.js';
import { Ago, Badge, Failure, Foreign, Refreshing, Said } from './parts.js';
import { number, t } from './texts.js';

const KIND = { unverified: 'warn', verified: 'good', denied: 'bad', over: 'none' };

export class Unverified extends Refreshing {
  load() {
    return get('api/unverified?limit=500');
  }

  render(_, { loaded, error }) {
    const viewers = loaded?.viewers;
    return html`
      <p>${t('unverified.help')}</p>
      <${Failure} error=${error} />
      ${viewers ? html`
        ${loaded.total !== undefined ? html`<p class="total">${t('unverified.total', { n: loaded.total })}${
          loaded.limit ? html` <span class="quiet">${t('tile.of', { most: number(loaded.limit) })}</span>` : null}</p>` : null}
        ${viewers.length ? html`<ul class="rows">${viewers.map((each) => html`<li key=${each.id}>
          <div>
            <a href=${`#viewers/${each.id}`}><span class="address">${each.client || t('address.unknown')}</span></a> <${Foreign} text=${each.channel} most=${80} />
            ${each.now ? html` <${Badge} kind=${KIND[each.now]}>${t(`unverified.${each.now}`)}<//>` : null}
            <div class="quiet">${t('column.backend')} <${Foreign} text=${each.backend} /> · <${Ago} at=${each.since} />${each.why ? html` · <${Said} text=${each.why} />` : null}</div>
          </div></li>`)}</ul>` : html`<p>${t('unverified.none')}</p>`}` : error ? null : html`<p class="quiet">${t('loading')}</p>`}`;
  }
}
