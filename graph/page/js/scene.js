// What is drawn: the actors that have ties left (the most important ones first) and the bundles between them.
const scene = { shown: [], isShown: null, bundles: [], candidates: 0, degree: null, around: new Map() };
const CURVED_UP_TO = 1800;

function buildScene() {
  const degree = tieCounts();
  const candidates = [];
  for (let k = 0; k < D.n; k++) if (degree[k]) candidates.push(k);
  scene.candidates = candidates.length;
  scene.degree = degree;
  scene.shown = choose(candidates, degree);
  scene.isShown = new Uint8Array(D.n);
  for (const k of scene.shown) scene.isShown[k] = 1;
  scene.bundles = bundle();
  scene.around = new Map();
  for (const b of scene.bundles) { neighbour(b.a, b); neighbour(b.b, b); }
  scene.rank = scene.shown.slice().sort((p, q) => D.nodes.importance[q] - D.nodes.importance[p] || degree[q] - degree[p] || p - q);
  scene.focus = null;
}

function neighbour(node, b) {
  const list = scene.around.get(node);
  if (list) list.push(b); else scene.around.set(node, [b]);
}

function tieCounts() {
  const degree = new Int32Array(D.n), ev = D.events;
  for (let e = 0; e < D.m; e++) if (R.pass[e]) { degree[ev.s[e]]++; degree[ev.o[e]]++; }
  return degree;
}

function choose(candidates, degree) {
  if (candidates.length <= S.shown * 1.25) return candidates;
  const weight = D.nodes.importance;
  const top = candidates.slice().sort((p, q) => weight[q] - weight[p] || degree[q] - degree[p] || p - q).slice(0, S.shown);
  const kept = new Set(top);
  for (const k of S.extra) if (degree[k]) kept.add(k);
  const s = S.selected;
  if (s && s.node !== undefined && degree[s.node]) kept.add(s.node);
  if (s && s.pair !== undefined) { kept.add(D.pairs.a[s.pair]); kept.add(D.pairs.b[s.pair]); }
  return candidates.filter((k) => kept.has(k));
}

// One bundle a pair: its strands by family, its directions, and whether any of it happened.
function bundle() {
  const out = [], { a, b, n } = D.pairs;
  for (let p = 0; p < n; p++) {
    if (!scene.isShown[a[p]] || !scene.isShown[b[p]] || a[p] === b[p]) continue;
    const made = bundleOf(p);
    if (made) out.push(made);
  }
  return out;
}

function bundleOf(p) {
  const ev = D.events, strands = [], occasions = new Set();
  let seen = 0, forth = false, back = false, statuses = 0;
  for (const e of listOf(D.pairEvents, p)) {
    if (!R.pass[e]) continue;
    seen++;
    occasions.add(ev.occasion[e]);
    const family = D.familyOf[ev.rel[e]];
    strands[family] = (strands[family] || 0) + 1;
    if (!D.relations[ev.rel[e]].symmetric) { if (ev.s[e] === D.pairs.a[p]) forth = true; else back = true; }
    statuses |= 1 << ev.status[e];
  }
  if (!seen) return null;
  const made = {
    pair: p, a: D.pairs.a[p], b: D.pairs.b[p], n: seen, occasions: occasions.size, forth, back,
    strands: strands.map((n, f) => ({ f, n })).filter(Boolean).sort((x, y) => y.n - x.n || x.f - y.f),
    width: 1.4 + 1.25 * (Math.sqrt(occasions.size) - 1),
    look: statuses & 1 ? 'happened' : statuses & 8 ? 'contested' : statuses & 2 ? 'planned' : 'denied',
  };
  made.key = crowdKey(made);
  return made;
}

// The actors and bundles that stand out: those at the selection or under the pointer; null when none do.
function focusOf() {
  const at = S.hover || S.selected;
  if (!at) return null;
  const nodes = new Set(), pairs = new Set();
  if (at.node !== undefined) {
    nodes.add(at.node);
    for (const b of scene.around.get(at.node) || []) { pairs.add(b.pair); nodes.add(b.a); nodes.add(b.b); }
  } else if (at.pair !== undefined) {
    pairs.add(at.pair);
    nodes.add(D.pairs.a[at.pair]).add(D.pairs.b[at.pair]);
  }
  return { nodes, pairs, centre: at.node };
}
