// The data of the page: columns as typed arrays, and who is tied to whom.
const D = {};

async function readData() {
  const holder = document.getElementById('data');
  const text = holder.type === 'application/json' ? holder.textContent : await inflate(holder.textContent);
  holder.textContent = '';
  Object.assign(D, JSON.parse(text));
  indexNodes();
  indexEvents();
  indexPairs();
}

async function inflate(base64) {
  const text = atob(base64), packed = new Uint8Array(text.length);
  for (let k = 0; k < text.length; k++) packed[k] = text.charCodeAt(k);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Response(stream).text();
}

function indexNodes() {
  const nodes = D.nodes;
  D.n = nodes.id.length;
  for (const name of ['x', 'y', 'r', 'importance']) nodes[name] = Float32Array.from(nodes[name]);
  nodes.type = Uint8Array.from(nodes.type);
  nodes.country = Int16Array.from(nodes.country);
  D.nodeAt = new Map(nodes.id.map((id, k) => [id, k]));
}

function indexEvents() {
  const ev = D.events;
  D.m = ev.id.length;
  for (const name of ['s', 'o', 'occasion', 'first', 'place']) ev[name] = Int32Array.from(ev[name]);
  for (const name of ['rel', 'status', 'conf']) ev[name] = Uint8Array.from(ev[name]);
  ev.dated = Uint8Array.from(ev.begin, (b, k) => (b === null || ev.end[k] === null ? 0 : 1));
  ev.begin = Int32Array.from(ev.begin, (b) => (b === null ? 0 : b));
  ev.end = Int32Array.from(ev.end, (e) => (e === null ? 0 : e));
  const families = D.families.map((f) => f.name);
  D.familyOf = Uint8Array.from(D.relations, (r) => Math.max(0, families.indexOf(r.family)));
  ev.source = D.reports.article.map((a) => D.articles[a].source);
  D.eventsOf = gather(D.n, D.m, (e, put) => { put(ev.s[e]); if (ev.o[e] !== ev.s[e]) put(ev.o[e]); });
  D.eventAt = new Map(ev.id.map((id, k) => [id, k]));
}

// Lists of numbers in one array: list k is items[start[k]] up to items[start[k + 1]].
function gather(lists, items, visit) {
  const start = new Int32Array(lists + 1);
  for (let e = 0; e < items; e++) visit(e, (k) => start[k + 1]++);
  for (let k = 0; k < lists; k++) start[k + 1] += start[k];
  const at = start.slice(), out = new Int32Array(start[lists]);
  for (let e = 0; e < items; e++) visit(e, (k) => { out[at[k]++] = e; });
  return { start, items: out };
}

function indexPairs() {
  const ev = D.events, seen = new Map(), a = [], b = [];
  D.pairOf = new Int32Array(D.m);
  for (let e = 0; e < D.m; e++) {
    const low = Math.min(ev.s[e], ev.o[e]), high = Math.max(ev.s[e], ev.o[e]), key = low * D.n + high;
    let p = seen.get(key);
    if (p === undefined) { p = a.length; seen.set(key, p); a.push(low); b.push(high); }
    D.pairOf[e] = p;
  }
  D.pairs = { n: a.length, a: Int32Array.from(a), b: Int32Array.from(b), at: seen };
  D.pairEvents = gather(a.length, D.m, (e, put) => put(D.pairOf[e]));
  D.pairsOf = gather(D.n, a.length, (p, put) => { put(a[p]); if (a[p] !== b[p]) put(b[p]); });
}

// On a screen higher than wide the network, laid out wider than high, is turned over.
function turnOver() {
  [D.nodes.x, D.nodes.y] = [D.nodes.y, D.nodes.x];
  D.turned = true;
}

function listOf(lists, k) {
  return lists.items.subarray(lists.start[k], lists.start[k + 1]);
}

function reportsOf(e) {
  const first = D.events.first, last = e + 1 < D.m ? first[e + 1] : D.reports.article.length, out = [];
  for (let r = first[e]; r < last; r++) out.push(r);
  return out;
}

function reportCount(e) {
  return (e + 1 < D.m ? D.events.first[e + 1] : D.reports.article.length) - D.events.first[e];
}

// Turkish persons keep their Turkish letters in Latin script: Yaşar Güler, not Yasar Guler.
function nameOf(node) {
  const labels = D.nodes.labels[node], country = D.nodes.country[node];
  const turkish = language === 'en' && labels.tr && D.types[D.nodes.type[node]] === 'Person' && country >= 0 && D.countries[country].turkish;
  return inert(turkish ? labels.tr : labelOf(labels));
}

// Whether the name shown was put into Latin script by machine; such names are set in italics.
function isMachine(node) {
  const labels = D.nodes.labels[node];
  return language === 'en' && !labels.en && !labels.tr && Boolean(labels['ar-Latn']);
}

function pairKey(i, j) {
  return D.pairs.at.get(Math.min(i, j) * D.n + Math.max(i, j));
}
