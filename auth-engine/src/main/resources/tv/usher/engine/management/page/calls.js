// What each kind of caller would ask about a player's URL, for the dry run. The command `usher explain` says the same in Java; a test compares them.

const URL_FORM = /^([a-z][a-z0-9+.-]*):\/\/([A-Za-z0-9.:[\]_-]+)(\/[^?#]*)(?:\?([^#]*))?(?:#.*)?$/;

/** Files that players ask for in the folder that is the stream's name. */
const FILES = ['index.m3u8', 'video.m3u8', 'hls.m3u8', 'llhls.m3u8', 'master.m3u8', 'playlist.m3u8', 'manifest.mpd', 'mpegts', 'whep', 'whip'];

/** The parts of what a player asks for; null if it is no complete URL. */
export function parse(text) {
  const found = URL_FORM.exec(inAscii(text.trim()));
  if (!found) {
    return null;
  }
  const [, scheme, authority, path, query = ''] = found;
  const stream = streamOf(path);
  const slash = stream.lastIndexOf('/');
  return {
    url: `${scheme}://${authority}${path}${query && `?${query}`}`,
    scheme, authority, path, query, stream,
    marked: query && `?${query}`,
    origin: `${scheme}://${authority}`,
    target: path + (query && `?${query}`),
    host: authority.replace(/:[0-9]*$/, ''),
    protocol: protocolOf(scheme, path),
    application: slash > 0 ? stream.slice(0, slash) : null,
    streamOfApplication: stream.slice(slash + 1),
    token: tokenIn(query),
  };
}

/** Empty if there is half a character in it. */
function inAscii(text) {
  try {
    return text.replace(/[^\x21-\x7e]/gu, encodeURIComponent);
  } catch {
    return '';
  }
}

function tokenIn(query) {
  return new URLSearchParams(query).get('token') || '';
}

function streamOf(path) {
  let name;
  try {
    name = decodeURIComponent(path).slice(1);
  } catch {
    name = path.slice(1);
  }
  const slash = name.lastIndexOf('/');
  return slash > 0 && FILES.includes(name.slice(slash + 1)) ? name.slice(0, slash) : name.replace(/(\.live)?\.(m3u8|mpd|flv|ts|mp4)$/, '');
}

function protocolOf(scheme, path) {
  const known = { rtmp: 'rtmp', rtmps: 'rtmp', rtsp: 'rtsp', rtsps: 'rtsp', srt: 'srt', ws: 'webrtc', wss: 'webrtc' }[scheme];
  return known || (/\/(whep|whip)$/.test(path) ? 'webrtc' : 'hls');
}

const askedBy = (target, ...headers) => ({ method: 'GET', target, headers });
const told = (target, json, ...headers) => ({
  method: 'POST', target, body: JSON.stringify(json), headers: [...headers, ['Content-Type', 'application/json']],
});
const form = (pairs) => pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');

/** By the names that operators use; each takes (url, viewer) with viewer = {client, agent, session}. */
export const CALLERS = {
  alta: (url, viewer) => askedBy(`/cesbo${url.marked}`,
    ['X-Session-Id', viewer.session], ['X-Real-Ip', viewer.client], ['X-Real-Path', url.path],
    ['X-Real-Origin', url.origin], ['X-Real-Ua', viewer.agent]),
  astra: (url, viewer) => askedBy(`/cesbo${url.marked}`,
    ['X-Session-ID', viewer.session], ['X-Channel-ID', url.stream.slice(url.stream.lastIndexOf('/') + 1)], ['X-Real-IP', viewer.client],
    ['X-Real-Path', url.path], ['X-Real-UA', viewer.agent], ['X-Real-Host', url.authority]),
  nginx: (url, viewer) => askedBy('/nginx',
    ['Host', 'usher'], ['X-Original-URI', url.target], ['X-Real-IP', viewer.client], ['X-Forwarded-Host', url.authority],
    ['X-Forwarded-Proto', url.scheme], ['User-Agent', viewer.agent]),
  flussonic: (url, viewer) => askedBy(`/flussonic?${form([
    ['name', url.stream], ['proto', url.protocol], ['ip', viewer.client], ['token', url.token], ['session_id', viewer.session],
    ['request_type', 'new_session'], ['request_number', '0'], ['stream_clients', '1'], ['total_clients', '1'],
    ['host', url.host], ['user_agent', viewer.agent], ['qs', url.query]])}`),
  'forward-auth': (url, viewer) => askedBy('/forward-auth',
    ['User-Agent', viewer.agent], ['X-Forwarded-Method', 'GET'], ['X-Forwarded-Proto', url.scheme],
    ['X-Forwarded-Host', url.authority], ['X-Forwarded-Uri', url.target], ['X-Forwarded-For', viewer.client]),
  envoy: (url, viewer) => askedBy(`/envoy${url.target}`,
    ['Host', url.authority], ['Content-Length', '0'], ['X-Forwarded-For', viewer.client], ['X-Forwarded-Proto', url.scheme],
    ['User-Agent', viewer.agent]),
  mediamtx: (url, viewer) => told('/mediamtx', {
    ip: viewer.client, user: '', password: '', token: ['rtsp', 'rtmp'].includes(url.protocol) ? url.token : '', action: 'read',
    path: url.stream, protocol: url.protocol, id: viewer.session, query: url.query, userAgent: viewer.agent }),
  srs: (url, viewer) => told('/srs', {
    server_id: 'vid-usher', action: 'on_play', client_id: viewer.session, ip: viewer.client, vhost: '__defaultVhost__',
    app: url.application, stream: url.streamOfApplication, param: url.marked, pageUrl: '' }),
  'nginx-rtmp': (url, viewer) => ({
    method: 'POST', target: '/nginx-rtmp', headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    body: form([['app', url.application], ['flashver', viewer.agent], ['swfurl', ''], ['tcurl', `${url.origin}/${url.application}`],
      ['pageurl', ''], ['addr', viewer.client], ['clientid', viewer.session], ['call', 'play'], ['name', url.streamOfApplication],
      ['start', '4294965296'], ['duration', '0'], ['reset', '0']]) + (url.query && `&${url.query}`) }),
  antmedia: (url, viewer) => told('/antmedia/play', {
    streamId: url.streamOfApplication, mode: 'play', appName: url.application, token: url.token }),
  mistserver: (url, viewer) => ({
    method: 'POST', target: '/mistserver', headers: [['X-Trigger', 'USER_NEW'], ['Content-Type', 'text/plain']],
    body: [url.streamOfApplication, viewer.client, viewer.session, url.protocol.toUpperCase(), url.url, viewer.session].join('\n') }),
  zlmediakit: (url, viewer) => told('/zlmediakit/on_play', {
    mediaServerId: 'usher', schema: url.protocol, vhost: '__defaultVhost__', app: url.application, stream: url.streamOfApplication,
    params: url.query, ip: viewer.client, port: 50000, id: viewer.session }),
};

/** Those that name an application and a stream, as in /live/sport1. */
const IN_APPLICATIONS = ['srs', 'nginx-rtmp', 'antmedia', 'zlmediakit'];

export const needsApplication = (kind) => IN_APPLICATIONS.includes(kind);

/** The call as POST /api/explain takes it. */
export function describe(kind, url, viewer, caller) {
  const { headers, ...call } = CALLERS[kind](url, viewer);
  return { caller, ...call, headers: headers.map(([name, value]) => ({ name, value })) };
}
