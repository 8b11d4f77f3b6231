// Which events pass, and how many would pass for every value of every filter.
const BIT = { relation: 1, type: 2, country: 4, status: 8, source: 16, place: 32, conf: 64, time: 128, single: 256, fresh: 512, between: 1024 };
const R = { pass: null, fails: null, counts: {}, total: 0, undatedLeft: 0, newPairs: 0 };

function applyFilters() {
  const f = S.filter, ev = D.events, fails = R.fails && R.fails.length === D.m ? R.fails : (R.fails = new Uint16Array(D.m));
  const tests = facetTests(f), [from, to] = [f.from === null ? -1e9 : f.from, f.to === null ? 1e9 : f.to];
  const timed = f.from !== null || f.to !== null, seenBefore = timed ? pairsBefore(from) : null;
  R.undatedLeft = 0;
  for (let e = 0; e < D.m; e++) {
    let bits = tests(e);
    if (ev.conf[e] < f.conf) bits |= BIT.conf;
    if (timed) {
      if (!ev.dated[e]) { if (!f.undated) { if (!bits) R.undatedLeft++; bits |= BIT.time; } }
      else if (ev.end[e] < from || ev.begin[e] > to) bits |= BIT.time;
    }
    if (f.single && reportCount(e) !== 1) bits |= BIT.single;
    if (f.fresh && seenBefore && seenBefore[D.pairOf[e]]) bits |= BIT.fresh;
    if (f.between && !isBetween(e, f.between)) bits |= BIT.between;
    fails[e] = bits;
  }
  if (!R.pass || R.pass.length !== D.m) R.pass = new Uint8Array(D.m);
  for (let e = 0; e < D.m; e++) R.pass[e] = fails[e] ? 0 : 1;
  countFacets();
  restrict(f);
  R.total = R.pass.reduce((sum, p) => sum + p, 0);
  R.newPairs = seenBefore && f.from !== null ? freshPairs(seenBefore) : 0;
}

// One test a facet: inside what is wanted (if anything is) and outside what is unwanted.
function facetTests(f) {
  const ev = D.events, node = D.nodes;
  const sets = FACETS.map((name) => signs(f.facets[name], keysOf[name]().length));
  const [relation, type, country, status, source, place] = sets;
  const last = (set) => set.signs.length - 1;
  return (e) => {
    const s = ev.s[e], o = ev.o[e];
    let bits = 0;
    if (relation && !fits(relation, ev.rel[e])) bits |= BIT.relation;
    if (type && !(fits(type, node.type[s]) && fits(type, node.type[o]))) bits |= BIT.type;
    if (country && !eitherFits(country, code(node.country[s], last(country)), code(node.country[o], last(country)))) bits |= BIT.country;
    if (status && !fits(status, ev.status[e])) bits |= BIT.status;
    if (source && !sourceFits(source, e)) bits |= BIT.source;
    if (place && !fits(place, code(ev.place[e], last(place)))) bits |= BIT.place;
    return bits;
  };
}

function signs(chosen, size) {
  const keys = Object.keys(chosen);
  if (!keys.length) return null;
  const out = new Int8Array(size);
  for (const k of keys) out[k] = chosen[k];
  return { signs: out, wants: keys.some((k) => chosen[k] > 0) };
}

function code(value, none) { return value < 0 ? none : value; }
function fits(set, k) { return set.wants ? set.signs[k] > 0 : set.signs[k] === 0; }
function eitherFits(set, a, b) {
  if (set.signs[a] < 0 || set.signs[b] < 0) return false;
  return !set.wants || set.signs[a] > 0 || set.signs[b] > 0;
}
function sourceFits(set, e) {
  const first = D.events.first[e], last = first + reportCount(e), source = D.events.source;
  if (first === last) return fits(set, set.signs.length - 1);
  for (let r = first; r < last; r++) if (fits(set, code(source[r], set.signs.length - 1))) return true;
  return false;
}

function isBetween(e, [a, b]) {
  const s = D.nodes.country[D.events.s[e]], o = D.nodes.country[D.events.o[e]];
  return (s === a && o === b) || (s === b && o === a);
}

// Pairs that already had a tie before this day.
function pairsBefore(day) {
  const seen = new Uint8Array(D.pairs.n), ev = D.events;
  for (let e = 0; e < D.m; e++) if (ev.dated[e] && ev.end[e] < day) seen[D.pairOf[e]] = 1;
  return seen;
}

function freshPairs(seen) {
  const fresh = new Set();
  for (let e = 0; e < D.m; e++) if (R.pass[e] && D.events.dated[e] && !seen[D.pairOf[e]]) fresh.add(D.pairOf[e]);
  return fresh.size;
}

function countFacets() {
  const ev = D.events, node = D.nodes, counts = {};
  for (const name of FACETS) counts[name] = new Int32Array(keysOf[name]().length);
  for (let e = 0; e < D.m; e++) {
    const bits = R.fails[e];
    if (!(bits & ~BIT.relation)) counts.relation[ev.rel[e]]++;
    if (!(bits & ~BIT.status)) counts.status[ev.status[e]]++;
    if (!(bits & ~BIT.place)) counts.place[code(ev.place[e], counts.place.length - 1)]++;
    if (!(bits & ~BIT.type)) ends(counts.type, node.type[ev.s[e]], node.type[ev.o[e]]);
    if (!(bits & ~BIT.country)) {
      const none = counts.country.length - 1;
      ends(counts.country, code(node.country[ev.s[e]], none), code(node.country[ev.o[e]], none));
    }
    if (!(bits & ~BIT.source)) countSources(counts.source, e);
  }
  R.counts = counts;
}

function ends(counts, a, b) {
  counts[a]++;
  if (a !== b) counts[b]++;
}

function countSources(counts, e) {
  const first = D.events.first[e], n = reportCount(e);
  if (n === 1) { counts[code(D.events.source[first], counts.length - 1)]++; return; }
  const seen = new Set();
  for (let r = first; r < first + n; r++) seen.add(code(D.events.source[r], counts.length - 1));
  for (const s of seen) counts[s]++;
}

// The surroundings of one actor, or the way between two, within what passes.
function restrict(f) {
  R.way = null;
  if (f.ego) {
    const near = within(f.ego.node, f.ego.steps);
    for (let e = 0; e < D.m; e++) if (R.pass[e] && !(near[D.events.s[e]] && near[D.events.o[e]])) R.pass[e] = 0;
  }
  if (f.path) {
    R.way = shortestPath(f.path[0], f.path[1]);
    const kept = new Set(R.way ? R.way.pairs : []);
    for (let e = 0; e < D.m; e++) if (R.pass[e] && !kept.has(D.pairOf[e])) R.pass[e] = 0;
  }
}
