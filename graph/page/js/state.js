// What the reader has chosen: filters with their history, selection, view; all of it fits in the address.
const FACETS = ['relation', 'type', 'country', 'status', 'source', 'place'];
const NO_FILTER = () => ({
  facets: Object.fromEntries(FACETS.map((f) => [f, {}])),
  conf: 0, from: null, to: null, undated: false, single: false, fresh: false, between: null, ego: null, path: null,
});
const S = {
  filter: NO_FILTER(), selected: null, hover: null, shown: 300, extra: new Set(), theme: null, panel: true, list: null, picking: null,
};
const past = [], future = [];
const listeners = [];

function onChange(listener) { listeners.push(listener); }

// Change the filters: `edit` gets a copy; what was before can be taken back. A change that goes on
// (a slider being drawn, time playing) is `passing` and makes one step only.
let openStep = false;
function change(edit, passing) {
  const before = JSON.stringify(S.filter);
  const next = JSON.parse(before);
  edit(next);
  if (JSON.stringify(next) === before) { if (!passing) openStep = false; return; }
  if (!openStep) { past.push(before); if (past.length > 200) past.shift(); }
  openStep = Boolean(passing);
  future.length = 0;
  S.filter = next;
  refresh('filter');
}

function undo() { travel(past, future); }
function redo() { travel(future, past); }
function travel(from, to) {
  if (!from.length) return;
  to.push(JSON.stringify(S.filter));
  S.filter = JSON.parse(from.pop());
  openStep = false;
  refresh('filter');
}

function refresh(what) {
  for (const listener of listeners) listener(what);
}

// Selection: {node: k} or {pair: p} or {event: e} or null.
function select(selected, quiet) {
  S.selected = selected;
  refresh(quiet ? 'quiet' : 'selection');
}

// ---- the address ----
const keysOf = {
  relation: () => D.relations.map((r) => r.name),
  type: () => D.types,
  country: () => D.countries.map((c) => c.id.replace(D.base, '')).concat('-'),
  status: () => D.statuses,
  source: () => D.sources.concat('-'),
  place: () => D.places.map((p) => p.id).concat('-'),
};

function toHash() {
  const out = new URLSearchParams(), f = S.filter;
  for (const facet of FACETS) {
    const keys = keysOf[facet]();
    for (const [k, sign] of Object.entries(f.facets[facet])) out.append(facet, (sign < 0 ? '!' : '') + keys[k]);
  }
  if (f.conf) out.set('conf', f.conf);
  if (f.from !== null) out.set('from', isoDay(f.from));
  if (f.to !== null) out.set('to', isoDay(f.to));
  for (const flag of ['undated', 'single', 'fresh']) if (f[flag]) out.set(flag, '1');
  if (f.between) for (const c of f.between) out.append('between', keysOf.country()[c]);
  if (f.ego) { out.set('ego', D.nodes.id[f.ego.node]); out.set('steps', f.ego.steps); }
  if (f.path) for (const node of f.path) out.append('path', D.nodes.id[node]);
  viewToHash(out);
  return out.toString();
}

function viewToHash(out) {
  const s = S.selected;
  if (s && s.node !== undefined) out.set('actor', D.nodes.id[s.node]);
  if (s && s.pair !== undefined) { out.append('pair', D.nodes.id[D.pairs.a[s.pair]]); out.append('pair', D.nodes.id[D.pairs.b[s.pair]]); }
  if (S.shown !== 300) out.set('shown', S.shown);
  for (const node of S.extra) out.append('with', D.nodes.id[node]);
  if (S.list) out.set('list', S.list);
  if (!camera.fitted) out.set('at', [...turned([camera.x, camera.y]).map((v) => v.toFixed(0)), camera.k.toFixed(3)].join('_'));
  if (!S.panel) out.set('panel', '0');
  if (S.theme) out.set('theme', S.theme);
  out.set('lang', language);
}

function fromHash(hash) {
  const read = new URLSearchParams(hash.replace(/^#/, '')), f = NO_FILTER();
  for (const facet of FACETS) {
    const keys = keysOf[facet]();
    for (const word of read.getAll(facet)) {
      const out = word.startsWith('!') && !keys.includes(word), k = keys.indexOf(out ? word.slice(1) : word);
      if (k >= 0) f.facets[facet][k] = out ? -1 : 1;
    }
  }
  const day = (text) => (text && !Number.isNaN(Date.parse(text)) ? Math.round(Date.parse(text) / 86400000) : null);
  const nodes = (name) => read.getAll(name).map((id) => D.nodeAt.get(id)).filter((k) => k !== undefined);
  f.conf = Math.min(100, Math.max(0, Number(read.get('conf')) || 0));
  f.from = day(read.get('from'));
  f.to = day(read.get('to'));
  for (const flag of ['undated', 'single', 'fresh']) f[flag] = read.get(flag) === '1';
  const countries = read.getAll('between').map((c) => keysOf.country().indexOf(c)).filter((c) => c >= 0);
  if (countries.length === 2) f.between = countries;
  const ego = nodes('ego'), path = nodes('path');
  if (ego.length) f.ego = { node: ego[0], steps: read.get('steps') === '2' ? 2 : 1 };
  if (path.length === 2) f.path = path;
  S.filter = f;
  viewFromHash(read, nodes);
}

function viewFromHash(read, nodes) {
  const actor = nodes('actor'), pair = nodes('pair');
  S.selected = actor.length ? { node: actor[0] } : null;
  if (pair.length === 2 && pairKey(pair[0], pair[1]) !== undefined) S.selected = { pair: pairKey(pair[0], pair[1]) };
  S.shown = Number(read.get('shown')) || 300;
  S.extra = new Set(nodes('with'));
  S.list = ['ties', 'actors'].includes(read.get('list')) ? read.get('list') : null;
  S.panel = read.get('panel') !== '0';
  S.theme = ['light', 'dark'].includes(read.get('theme')) ? read.get('theme') : null;
  language = (read.get('lang') || new URLSearchParams(window.location.search).get('lang')) === 'en' ? 'en' : 'ar';
  const at = (read.get('at') || '').split('_').map(Number);
  camera.wanted = at.length === 3 && at.every(Number.isFinite) && at[2] > 0 ? [...turned(at.slice(0, 2)), at[2]] : null;
}

function turned([x, y]) {
  return D.turned ? [y, x] : [x, y];
}
