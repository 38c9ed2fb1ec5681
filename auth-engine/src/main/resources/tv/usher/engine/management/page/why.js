// Why a viewer was let in or not: the last decisions, and the dry run of one question.
import { get, query } from './api.js';
import { Explain } from './explain.js';
import { html } from './html.js';
import { Badge, Failure, Foreign, Moment, Refreshing, Said } from './parts.js';
import { t } from './texts.js';

const FIELDS = ['user', 'client', 'channel', 'session'];
const WISHES = [...FIELDS, 'answer'];
const KIND = { allow: 'good', deny: 'bad', error: 'warn' };

export class Why extends Refreshing {
  state = { wanted: pick(this.props.place.parameters) };

  load() {
    return get(`api/decisions${query({ ...this.state.wanted, limit: 100 })}`);
  }

  componentDidUpdate(before) {
    if (before.place !== this.props.place) {
      this.wish(pick(this.props.place.parameters));
    }
  }

  /** The form stays, and with it the focus. */
  wish(wanted) {
    for (const name of WISHES) {
      this.form.elements[name].value = wanted[name] || '';
    }
    this.setState({ wanted }, () => this.refresh());
  }

  submit = (event) => {
    event.preventDefault();
    location.hash = `#why${query(pick(Object.fromEntries(new FormData(event.target))))}`;
  };

  render(_, { wanted, loaded, error }) {
    return html`
      <section aria-labelledby="decisions">
        <h2 id="decisions">${t('why.decisions')}</h2>
        <form class="filters" onSubmit=${this.submit} ref=${(element) => { this.form = element; }}>
          ${FIELDS.map((name) => html`<div><label for=${`why-${name}`}>${t(`why.${name}`)}</label>
            <input id=${`why-${name}`} name=${name} defaultValue=${wanted[name] || ''} autocomplete="off" spellcheck=${false} /></div>`)}
          <div><label for="why-answer">${t('why.answer')}</label>
            <select id="why-answer" name="answer">${['', 'allow', 'deny', 'error'].map((each) => html`<option value=${each} selected=${each === (wanted.answer || '')}>${t(`answer.${each || 'any'}`)}</option>`)}</select></div>
          <button type="submit" class="primary">${t('why.show')}</button>
        </form>
        <p class="quiet">${t('why.kept')}</p>
        <${Failure} error=${error} />
        ${loaded ? html`<${Decisions} decisions=${loaded.decisions} />` : null}
      </section>
      <${Explain} onError=${this.props.onError} />`;
  }
}

function pick(given) {
  return Object.fromEntries(WISHES.filter((name) => given[name]).map((name) => [name, given[name].trim()]));
}

function Decisions({ decisions }) {
  if (!decisions.length) {
    return html`<p>${t('why.none')}</p>`;
  }
  return html`<ol class="decisions" tabindex="0" aria-labelledby="decisions">${decisions.map((each) => html`<li key=${`${each.at}${each.client}${each.session}${each.channel}`}>
    <div class="line"><${Moment} at=${each.at} /> <${Badge} kind=${KIND[each.answer] || 'none'}>${t(`answer.${each.answer}`)}<//>
      ${each.user ? html` <strong><${Foreign} text=${each.user} most=${40} /></strong>` : null} <span class="address">${each.client}</span>
      ${' '}<${Foreign} text=${each.channel} most=${100} /></div>
    ${each.why ? html`<div><${Said} text=${each.why} /></div>` : null}
    <div class="quiet">${[
      each.rule && html`${t('why.rule')} <${Foreign} text=${each.rule} />`,
      each.backend && html`${t('column.backend')} <${Foreign} text=${each.backend} />`,
      html`${each.dialect}, <span class="address">${each.caller}</span>`,
      each.reason && html`<code>${each.reason}</code>`,
      `${each.millis} ms`,
    ].filter(Boolean).map((part, i) => html`${i ? ' · ' : ''}${part}`)}</div>
  </li>`)}</ol>`;
}
