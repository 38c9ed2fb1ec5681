// The management API. The token is kept by this tab alone, and is sent as a header: there is no cookie.

const KEPT = 'usher-token';
const POLL_MILLIS = 2000;
const RETRY_MILLIS = [1000, 2000, 5000];
const SILENCE_MILLIS = 30000; // the server says something every 15 seconds
const ANSWER_MILLIS = 10000; // a kick that waits for a free connection must not be sent minutes later
const MIDDLEWARE_MILLIS = 60000; // some answers wait for it

let token = sessionStorage.getItem(KEPT) || '';

export function hasToken() {
  return token !== '';
}

export function keepToken(typed) {
  token = typed;
  if (typed) {
    sessionStorage.setItem(KEPT, typed);
  } else {
    sessionStorage.removeItem(KEPT);
  }
}

/** What the API refuses. Status 0: it can't be reached. The message is the API's own sentence. */
export class ApiError extends Error {
  constructor(status, message, reason = '') {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}

/** Bans and what operators did tell that it was done here. */
function headers(more = {}) {
  return { 'X-Usher-Client': 'page', ...(token ? { Authorization: `Bearer ${token}` } : {}), ...more };
}

async function send(method, path, options = {}) {
  try {
    return await fetch(path, { method, credentials: 'omit', cache: 'no-store', headers: headers(), ...options });
  } catch (e) {
    if (e.name === 'AbortError') {
      throw e;
    }
    throw new ApiError(0, '');
  }
}

async function refusal(response) {
  const told = await response.json().catch(() => ({}));
  return new ApiError(response.status, told.message || told.error || `HTTP ${response.status}`, told.reason);
}

async function ask(method, path, options) {
  const response = await send(method, path, options);
  if (!response.ok) {
    throw await refusal(response);
  }
  return response.status === 204 ? {} : response.json();
}

export const get = (path) => ask('GET', path, { signal: AbortSignal.timeout(ANSWER_MILLIS) });
export const remove = (path) => ask('DELETE', path, { signal: AbortSignal.timeout(ANSWER_MILLIS) });
export const post = (path, body) =>
  ask('POST', path, {
    signal: AbortSignal.timeout(MIDDLEWARE_MILLIS),
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: headers({ 'Content-Type': 'application/json' }) }),
  });

/** A query of what isn't empty. */
export function query(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== '' && value !== undefined && value !== null);
  return given.length ? `?${new URLSearchParams(given)}` : '';
}

const pause = (millis) => new Promise((resume) => setTimeout(resume, millis));

/**
 * Tells the status whenever it changes: streamed, or asked for now and then if no stream is free or nobody looks at this tab. A browser has
 * six connections to a server for all its tabs, and a stream keeps one.
 *
 * @param told  onStatus(status), onLost(error): while nothing is heard; it goes on trying, except after a 401 or 403
 * @returns a function that ends it
 */
export function watchStatus({ onStatus, onLost }) {
  const ending = new AbortController();
  const run = async () => {
    for (let failures = 0; !ending.signal.aborted; ) {
      try {
        if (document.hidden || !(await stream(ending.signal, (status) => { failures = 0; onStatus(status); }))) {
          const status = await get('api/status');
          if (ending.signal.aborted) {
            return;
          }
          onStatus(status);
          failures = 0;
          await pause(POLL_MILLIS);
        }
      } catch (e) {
        if (ending.signal.aborted) {
          return;
        }
        onLost(e);
        if (e.status === 401 || e.status === 403) {
          return;
        }
        await pause(RETRY_MILLIS[Math.min(failures++, RETRY_MILLIS.length - 1)]);
      }
    }
  };
  run();
  return () => ending.abort();
}

/** Server-sent events over fetch, since EventSource can't send a token. False if no stream is to be had, or nobody looks any more. */
async function stream(ending, onStatus) {
  const silence = new AbortController();
  ending.addEventListener('abort', () => silence.abort(), { once: true, signal: silence.signal });
  let hidden = false;
  document.addEventListener('visibilitychange', () => {
    hidden ||= document.hidden;
    if (hidden) {
      silence.abort();
    }
  }, { signal: silence.signal });
  let timer;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), SILENCE_MILLIS);
  };
  heard();
  try {
    const response = await send('GET', 'api/events?types=status', { signal: silence.signal });
    if ([404, 429, 503].includes(response.status)) {
      await response.body.cancel();
      return false;
    }
    if (!response.ok) {
      throw await refusal(response);
    }
    await readEvents(response.body, heard, (name, data) => {
      if (name === 'status') {
        onStatus(JSON.parse(data));
      }
    });
    throw new ApiError(0, '');
  } catch (e) {
    if (hidden && !ending.aborted) {
      return false;
    }
    throw e.name === 'AbortError' && !ending.aborted ? new ApiError(0, '') : e instanceof TypeError ? new ApiError(0, '') : e;
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}

async function readEvents(body, heard, onEvent) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let name = '';
  let data = [];
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    heard();
    const lines = (rest + value).split('\n');
    rest = lines.pop();
    for (const line of lines.map((each) => each.replace(/\r$/, ''))) {
      if (line === '') {
        if (data.length) {
          onEvent(name, data.join('\n'));
        }
        name = '';
        data = [];
      } else if (line.startsWith('event:')) {
        name = line.slice(6).trim();
      } else if (line.startsWith('data:')) {
        data.push(line.slice(5).replace(/^ /, ''));
      }
    }
  }
}
