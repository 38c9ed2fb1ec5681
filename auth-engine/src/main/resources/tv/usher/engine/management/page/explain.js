// The dry run: what Usher would answer about a player's URL, step by step. Asking the middleware is a button of its own.
import { post } from './api.js';
import { CALLERS, describe, needsApplication, parse } from './calls.js';
import { Component, html } from './html.js';
import { Badge, Failure, Foreign, Said } from './parts.js';
import { t } from './texts.js';

const KIND = { allow: 'good', deny: 'bad', error: 'warn', '': 'none' };

export class Explain extends Component {
  state = { explanation: null, error: null, mistake: null, doing: false };

  async run(ask) {
    const { url: text, kind, client, agent, session, caller } = Object.fromEntries(new FormData(this.form));
    const url = parse(text);
    const mistake = !url ? 'url'
      : needsApplication(kind) && !url.application ? 'application'
      : /[^\x20-\x7e]/.test(agent + session) ? 'ascii' : null;
    this.setState({ mistake, explanation: null, error: null });
    if (mistake) {
      return;
    }
    this.setState({ doing: true });
    const viewer = { client: client.trim(), agent, session: session.trim() || String(Math.floor(Math.random() * 2147483647)) };
    try {
      const explanation = await post(`api/explain${ask ? '?ask=true' : ''}`, describe(kind, url, viewer, caller.trim()));
      this.setState({ explanation, asked: ask, doing: false });
    } catch (error) {
      this.setState({ error, doing: false });
      this.props.onError(error);
    }
  }

  render(_, { explanation, asked, error, mistake, doing }) {
    const field = (name, value, more = {}) => html`<div class=${more.wide ? 'wide' : ''}><label for=${`explain-${name}`}>${t(`explain.${name}`)}</label>
      <input id=${`explain-${name}`} name=${name} defaultValue=${value} autocomplete="off" spellcheck=${false}
        placeholder=${more.placeholder} required=${more.wide} aria-invalid=${more.wide && mistake ? 'true' : undefined} aria-describedby=${more.wide && mistake ? 'explain-mistake' : undefined} /></div>`;
    return html`<section aria-labelledby="explain">
      <h2 id="explain">${t('explain')}</h2>
      <p>${t('explain.help')}</p>
      <form class="filters" ref=${(element) => { this.form = element; }} onSubmit=${(event) => { event.preventDefault(); this.run(false); }}>
        ${field('url', '', { wide: true, placeholder: 'https://live.example.com/live/sport1/index.m3u8?token=123' })}
        <div><label for="explain-kind">${t('explain.kind')}</label>
          <select id="explain-kind" name="kind">${Object.keys(CALLERS).map((kind) => html`<option value=${kind}>${kind}</option>`)}</select></div>
        ${field('client', '203.0.113.7')}
        <details class="wide"><summary>${t('explain.more')}</summary><div class="filters">
          ${field('agent', 'VLC/3.0.18 LibVLC/3.0.18')}
          ${field('session', '')}
          ${field('caller', '127.0.0.1')}
        </div></details>
        <div class="buttons wide">
          <button type="submit" class="primary" disabled=${doing}>${t('explain.run')}</button>
          <button type="button" class="danger" disabled=${doing} aria-describedby="explain-ask-help" onClick=${() => this.form.reportValidity() && this.run(true)}>${t('explain.ask')}</button>
          <span id="explain-ask-help" class="quiet">${t('explain.ask.help')}</span>
        </div>
      </form>
      ${mistake ? html`<p class="failure" role="alert" id="explain-mistake">${t(`explain.mistake.${mistake}`)}</p>` : null}
      <${Failure} error=${error} />
      <div role="status">${explanation ? html`<${Steps} told=${explanation} asked=${asked} />` : null}</div>
    </section>`;
  }
}

function Steps({ told, asked }) {
  const { caller, request, rules, memory, backends, outcome } = told;
  const step = (title, body) => html`<li><h3>${title}</h3>${body}</li>`;
  return html`<div class="explanation">
    <p class="outcome"><${Badge} kind=${KIND[outcome.answer]}>${t(`outcome.${outcome.answer || 'open'}`)}<//>
      ${outcome.status ? html` <span class="quiet">HTTP ${outcome.status}</span>` : null} <${Said} text=${outcome.why} />
      ${outcome.answer || asked || told.unreadable ? null : html` ${t('outcome.open.help')}`}</p>
    <ol class="steps">
      ${step(t('step.caller'), html`<p>${caller.dialect}, <span class="address">${caller.address}</span>:
        ${' '}${caller.trusted ? t('step.trusted') : t('step.untrusted')}</p>`)}
      ${told.unreadable ? step(t('step.request'), html`<p><${Said} text=${told.unreadable} /></p>`)
        : step(t('step.request'), html`<p class="wrap">${Object.entries(request).filter(([, value]) => value)
          .map(([name, value]) => html`<span class="pair"><span class="quiet">${t(`request.${name}`)}</span> <${Foreign} text=${value} most=${300} /></span> `)}</p>`)}
      ${rules.length ? step(t('step.rules'), html`<ul>${rules.map((rule) => html`<li>${rule.position}. <strong><${Foreign} text=${rule.name} /></strong>:
        ${' '}${rule.failing ? html`${t('rule.fails')} <${Said} text=${rule.failing} />` : t('rule.holds')}</li>`)}</ul>
        ${told.otherRules ? html`<p class="quiet">${t('rule.others', { n: told.otherRules })}</p>` : null}`) : null}
      ${memory.state !== 'not-needed' ? step(t('step.memory'), html`<p>${t(`memory.${memory.state}`)}
        ${memory.session ? html` <a href=${`#viewers/${memory.session}`}>${t('memory.session')}</a>` : null}</p>`) : null}
      ${backends.length ? step(t('step.backends'), html`${told.combining && backends.length > 1 ? html`<p class="quiet">${told.combining}</p>` : null}
        <ul>${backends.map((backend) => html`<li><${Asked} backend=${backend} /></li>`)}</ul>`) : null}
    </ol>
  </div>`;
}

function Asked({ backend }) {
  const { said } = backend;
  return html`<strong><${Foreign} text=${backend.name} /></strong>
    ${said.verdict ? html` ${t(`verdict.${said.verdict}`)}${said.status ? html` <span class="quiet">HTTP ${said.status}, ${said.millis} ms</span>` : null}
      ${said.why ? html` <${Said} text=${said.why} />` : null}${said.user ? html` ${t('column.user')} <${Foreign} text=${said.user} />` : null}
      ${said.anybody ? html` <strong>${t('verdict.anybody')}</strong>` : null}` : html` <span class="quiet">${t('verdict.unasked')}</span>`}
    ${backend.outage ? html`<div class="failure"><${Said} text=${backend.outage} /></div>` : null}
    ${backend.questions.map((question) => html`<details><summary>${t('question')}</summary>
      <pre tabindex="0" aria-label=${t('question')}>${[question.url, ...question.headers].join('\n')}</pre></details>`)}`;
}
