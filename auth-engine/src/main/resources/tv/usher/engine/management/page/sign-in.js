// Asks for the management token; shown only where the API wants one.
import { Component, html } from './html.js';
import { Said } from './parts.js';
import { hasToken } from './api.js';
import { t } from './texts.js';

/** What a header can carry. No browser sends another token, such as one typed in Cyrillic by mistake, and no token of Usher has more. */
const SENDABLE = /^[\x21-\x7e]+$/;

export class SignIn extends Component {
  state = { wrong: false };

  submit = (event) => {
    event.preventDefault();
    const token = event.target.elements.token.value.trim();
    if (SENDABLE.test(token)) {
      this.props.onToken(token);
    } else if (token) {
      event.target.reset();
      this.setState({ wrong: true });
    }
  };

  render({ error }, { wrong }) {
    const wanted = error.status === 401;
    return html`<main class="sign-in" id="main">
      <h1><img src="page/icon.svg" alt="" width="40" height="40" /> Usher</h1>
      ${wanted && !hasToken() && !wrong ? null : html`<div class="failure" role="alert">${wanted ? t('sign-in.wrong') : html`<${Said} text=${error.message} />`}</div>`}
      ${wanted ? html`<form onSubmit=${this.submit}>
        <label for="token">${t('sign-in.token')}</label>
        <input id="token" name="token" type="password" autocomplete="off" spellcheck=${false} required autofocus aria-describedby="token-help" />
        <p id="token-help" class="quiet">${t('sign-in.help')}</p>
        <button type="submit" class="primary">${t('sign-in')}</button>
      </form>` : null}
    </main>`;
  }
}
