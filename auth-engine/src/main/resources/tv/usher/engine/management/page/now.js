// What goes on now: what is wrong and what to do, backends, viewers, decisions, the store.
import { get } from './api.js';
import { html } from './html.js';
import { Ago, Badge, Facts, Foreign, Moment, Refreshing, Said } from './parts.js';
import { has, language, moment, number, t } from './texts.js';

export function Now({ status, onError }) {
  if (!status) {
    return html`<p class="quiet">${t('loading')}</p>`;
  }
  return html`
    <${Problems} problems=${status.problems} />
    <${Tiles} status=${status} />
    <${Backends} backends=${status.backends} />
    <${History} onError=${onError} now=${status.viewers} />
    <div class="columns">
      <${AtLimit} told=${status.usersAtLimit} />
      <${FullLimits} limits=${status.fullLimits || []} />
      <${Store} status=${status} />
    </div>`;
}

function Problems({ problems }) {
  if (!problems.length) {
    return html`<section aria-label=${t('problems')} class="fine"><${Badge} kind="good">${t('problems.none')}<//></section>`;
  }
  return html`<section class="problems" aria-labelledby="problems">
    <h2 id="problems">${t('problems')}</h2>
    <ul>${problems.map((problem) => html`<li>
      <strong>${has(`problem.${problem.code}`) ? t(`problem.${problem.code}`) : problem.code}</strong>
      <div><${Said} text=${problem.message} /></div>
      <div>${t('problem.do')} ${language !== 'en' && has(`advice.${problem.code}`) ? t(`advice.${problem.code}`) : html`<${Said} text=${problem.advice} />`}</div>
    </li>`)}</ul>
  </section>`;
}

function Tile({ name, value, more, kind = '', href }) {
  const body = html`<span class="name">${name}</span> <span class="value">${value}</span> ${more ? html`<span class="more">${more}</span>` : null}`;
  return html`<li class=${`tile ${kind}`}>${href ? html`<a href=${href}>${body}</a>` : html`<div>${body}</div>`}</li>`;
}

function Tiles({ status }) {
  const { decisionsPerSecond: rate, unverified, usersAtLimit } = status;
  return html`<ul class="tiles" aria-label=${t('tiles')}>
    <${Tile} name=${t('tile.viewers')} value=${number(status.viewers)} href="#viewers"
      more=${status.limitOfSessions ? t('tile.of', { most: number(status.limitOfSessions) }) : null} />
    <${Tile} name=${t('tile.allowed')} value=${number(rate.allow)} more=${t('per-second')} />
    <${Tile} name=${t('tile.denied')} value=${number(rate.deny)} more=${t('per-second')} href="#why?answer=deny" />
    <${Tile} name=${t('tile.undecided')} value=${number(rate.error)} more=${t('per-second')} kind=${rate.error > 0 ? 'bad' : ''} href="#why?answer=error" />
    <${Tile} name=${t('tile.unverified')} value=${number(unverified.viewers)} kind=${unverified.viewers ? 'warn' : ''} href="#unverified"
      more=${unverified.limit ? t('tile.of', { most: number(unverified.limit) }) : null} />
    <${Tile} name=${t('tile.at-limit')} value=${number(usersAtLimit.count)} more=${t('tile.users', { n: usersAtLimit.count })} />
  </ul>`;
}

function Backends({ backends }) {
  return html`<section aria-labelledby="backends">
    <h2 id="backends">${t('backends')}</h2>
    <ul class="cards">${backends.map((backend) => html`<${Backend} key=${backend.name} backend=${backend} />`)}</ul>
  </section>`;
}

function Backend({ backend }) {
  const out = backend.state !== 'up';
  const { canary = {}, latencyMillis: latency } = backend;
  return html`<li class=${`card ${out ? 'out' : ''}`} data-backend=${backend.name}>
    <h3><${Foreign} text=${backend.name} /> <span class="quiet">${backend.type}</span></h3>
    <p class="state"><${Badge} kind=${out ? 'bad' : 'good'}>${out ? t('backend.out') : t('backend.up')}<//>
      ${backend.since ? html` <span class="quiet">${t('backend.since')} <${Moment} at=${backend.since} /></span>` : null}</p>
    ${out ? html`<p><${Said} text=${backend.message || backend.reason} /></p>
      <p><strong>${t(`backend.meanwhile.${backend.onUnavailable}`)}</strong></p>` : null}
    <${Facts} items=${[
      [t('backend.canary'), html`${t(`canary.${canary.state || 'pending'}`)}${canary.lastAskedAt ? html` <span class="quiet"><${Ago} at=${canary.lastAskedAt} /></span>` : null}`],
      [t('backend.questions'), `${number(backend.questionsPerSecond || 0)} ${t('per-second')}`],
      latency && latency.p50 !== undefined ? [t('backend.latency'), t('backend.percentiles', { p50: number(latency.p50), p99: number(latency.p99) })] : null,
      [t('backend.when-out'), t(`on-unavailable.${backend.onUnavailable}`)],
      backend.lastFailure ? [t('backend.last-failure'), html`<${Said} text=${backend.lastFailure.message || backend.lastFailure.reason} />${
        backend.lastFailure.at ? html` <span class="quiet"><${Ago} at=${backend.lastFailure.at} /></span>` : null}`] : null,
    ]} />
  </li>`;
}

const WIDTH = 600;
const HEIGHT = 120;
const DAY_MILLIS = 86400000;

/** The last 24 hours as one line. */
class History extends Refreshing {
  every = 60000;

  load() {
    return get('api/viewers-history');
  }

  render({ now }, { loaded }) {
    if (!loaded) {
      return null;
    }
    const end = Date.now();
    const begin = end - DAY_MILLIS;
    const x = (at) => (((at - begin) / DAY_MILLIS) * WIDTH).toFixed(1);
    const y = (count) => (HEIGHT - (count / (most || 1)) * (HEIGHT - 8)).toFixed(1);
    const most = Math.max(now, ...loaded.viewers);
    const steps = loaded.viewers.map((count, i) => [Date.parse(loaded.from) + i * loaded.stepSeconds * 1000, count]);
    const points = [...steps, [end, now]].map(([at, count]) => `${x(at)},${y(count)}`);
    const first = points[0].split(',')[0];
    const summary = t('history.summary', { most: number(most), now: number(now), from: moment(loaded.from) });
    return html`<section aria-labelledby="history">
      <h2 id="history">${t('history')}</h2>
      <figure>
        <div class="ends" aria-hidden="true"><span>${number(most)}</span></div>
        <svg viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label=${summary} class="chart">
          <polygon points=${`${first},${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}`} />
          <polyline points=${points.join(' ')} vector-effect="non-scaling-stroke" />
        </svg>
        <div class="ends" aria-hidden="true"><span>${moment(new Date(begin).toISOString())}</span><span>${t('view.now')}</span></div>
        <figcaption class="quiet">${summary}</figcaption>
      </figure>
    </section>`;
  }
}

function AtLimit({ told }) {
  if (!told.users.length) {
    return null;
  }
  return html`<section aria-labelledby="at-limit">
    <h2 id="at-limit">${t('at-limit')}</h2>
    <ul class="plain-list">${told.users.map((each) => html`<li>
      <a href=${`#viewers?q=${encodeURIComponent(each.user)}`}><${Foreign} text=${each.user} most=${40} /></a>
      <span class="quiet"> ${t('at-limit.sessions', { n: each.sessions, limit: each.limit })}</span></li>`)}</ul>
    ${told.count > told.users.length ? html`<p class="quiet">${t('more', { n: told.count - told.users.length })}</p>` : null}
  </section>`;
}

function FullLimits({ limits }) {
  if (!limits.length) {
    return null;
  }
  return html`<section aria-labelledby="full-limits">
    <h2 id="full-limits">${t('full-limits')}</h2>
    <ul class="plain-list">${limits.map((each) => html`<li>
      <${Foreign} text=${each.limit} /> ${each.whose ? html`<${Foreign} text=${each.whose} most=${40} />` : t('full-limits.token')}
      <span class="quiet"> ${t('at-limit.sessions', { n: each.sessions, limit: each.most })}</span></li>`)}</ul>
  </section>`;
}

function Store({ status }) {
  const { store, lastReload } = status;
  return html`<section aria-labelledby="store">
    <h2 id="store">${t('store')}</h2>
    <${Facts} items=${[
      [t('store.sessions'), html`<${Badge} kind=${store.state === 'ok' ? 'good' : 'bad'}>${store.state === 'ok' ? t('store.ok') : t('store.away')}<//> ${t(`store.${store.kind}`)}`],
      store.message ? [t('store.problem'), html`<${Said} text=${store.message} />`] : null,
      store.nodes && store.nodes.length ? [t('store.nodes'), store.nodes.map((node) => html`<span class="node"><${Foreign} text=${node} /></span> `)] : null,
      status.startedAt ? [t('started'), html`<${Moment} at=${status.startedAt} />`] : null,
      lastReload ? [t('last-reload'), html`<${Badge} kind=${lastReload.result === 'ok' ? 'good' : 'bad'}>${t(`reload.${lastReload.result}`)}<//> <${Moment} at=${lastReload.at} /> ${
        lastReload.message ? html`<${Said} text=${lastReload.message} />` : null}`] : null,
    ]} />
  </section>`;
}
