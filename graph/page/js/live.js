// Over a served graph: more ties on request, search over all actors, pages of actors and articles.
const LIVE = document.documentElement.dataset.live || null;

function livePage(kind, id) {
  return LIVE ? `${LIVE}${kind}?id=${encodeURIComponent(iri(id))}${language === 'en' ? '&lang=en' : ''}` : null;
}

// The article with this report's sentence in sight.
function sentencePage(r) {
  const start = D.reports.start[r], length = [...D.sentences[D.reports.sentence[r]]].length;
  return `${livePage('article', D.articles[D.reports.article[r]].id)}#s${start}-${start + length}`;
}

// The way to the server's other pages.
function liveLinks() {
  if (!LIVE) return null;
  const link = (path, word) => el('a', { href: LIVE + path + (language === 'en' ? '?lang=en' : '') }, say(word));
  return [link('actors', 'tab_actors'), link('articles', 'articles'), link('query', 'questions'), link('downloads', 'downloads')];
}

async function ask(kind, name, value) {
  const answer = await fetch(`${LIVE}${kind}?${name}=${encodeURIComponent(value)}`, { headers: { Accept: 'application/json' } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

// Take in all ties of an actor that the page does not hold yet.
async function fetchAround(id) {
  try {
    const before = D.m, node = mergeData(await ask('expand', 'id', iri(id)), id);
    toast(D.m > before ? count('ties', D.m - before) : say('nothing_new'));
    return node;
  } catch {
    toast(say('no_answer'));
    return undefined;
  }
}

async function fetchTies(node) {
  const found = await fetchAround(D.nodes.id[node]);
  if (found === undefined) return;
  for (const p of listOf(D.pairsOf, found)) S.extra.add(otherEnd(p, found));
  S.selected = { node: found };
  refresh('scope');
}

let askTimer = 0;
function searchServed(query) {
  clearTimeout(askTimer);
  if (!LIVE || query.length < 2) return;
  askTimer = setTimeout(async () => {
    let hits = [];
    try { hits = await ask('search', 'q', query); } catch { return; }
    if (finder.input.value.trim() !== query || finder.list.hidden) return;
    const far = hits.filter((h) => !D.nodeAt.has(localId(h.id)));
    const nothing = finder.list.querySelector('.nothing');
    if (nothing && far.length) nothing.remove();
    for (const h of far) { finder.hits.push({ far: localId(h.id) }); finder.list.append(farRow(h, finder.hits.length - 1)); }
    if (finder.at < 0 && far.length) finder.at = 0;
    markHit();
  }, 250);
}

function farRow(hit, k) {
  return el('li', { role: 'option', id: 'hit' + k, onpointerdown: (event) => { event.preventDefault(); takeHit(k); } },
    markIcon(Math.max(0, D.types.indexOf(hit.type)), 'currentColor', 7.5),
    el('span', { class: 'hit' }, bdi(labelOf(hit.labels)), el('small', {}, say('in_graph'))), el('span', { class: 'n' }, hit.degree ? number(hit.degree) : ''));
}

function localId(full) {
  return full.startsWith(D.base) ? full.slice(D.base.length) : full;
}

async function takeFar(id) {
  const node = await fetchAround(id);
  if (node !== undefined) { S.extra.add(node); openActor(node); }
}

// ---- taking in more data ----
function mergeData(more, around) {
  const hash = toHash(), at = { ...camera };
  const maps = {
    rel: mapTable(D.relations, more.relations, (r) => r.name), country: mapTable(D.countries, more.countries.map((c) => ({ ...c, colour: null })), (c) => c.id),
    source: mapTable(D.sources, more.sources, (s) => s), place: mapTable(D.places, more.places, (p) => p.id), sentence: mapTable(D.sentences, more.sentences, (s) => s),
  };
  mapTable(D.families, more.families, (f) => f.name);
  maps.article = mapTable(D.articles, more.articles.map((a) => ({ ...a, source: a.source < 0 ? -1 : maps.source[a.source] })), (a) => a.id);
  maps.node = appendNodes(more, maps, around);
  appendEvents(more, maps);
  indexNodes();
  indexEvents();
  indexPairs();
  searchIndex = null;
  S.filter = NO_FILTER();
  past.length = future.length = 0;
  countTotals();
  buildBins();
  const extra = new Set(S.extra), list = S.list, theme = S.theme;
  fromHash(hash);
  Object.assign(S, { extra, list, theme });
  Object.assign(camera, at);
  applyFilters();
  buildScene();
  drawAll();
  return D.nodeAt.get(around);
}

// Where each value of the incoming table stands in ours, after the new ones are added.
function mapTable(ours, theirs, keyOf) {
  const at = new Map(ours.map((value, k) => [keyOf(value), k]));
  return theirs.map((value) => {
    const key = keyOf(value);
    if (!at.has(key)) { at.set(key, ours.length); ours.push(value); }
    return at.get(key);
  });
}

// New actors stand around the one that was asked for, in a flat spiral clear of its mark.
function appendNodes(more, maps, around) {
  const nodes = D.nodes, theirs = more.nodes, anchor = D.nodeAt.get(around);
  for (const name of Object.keys(nodes)) nodes[name] = Array.from(nodes[name]);
  const [cx, cy] = anchor === undefined ? [camera.x, camera.y] : [nodes.x[anchor], nodes.y[anchor]];
  let added = 0;
  return theirs.id.map((id, k) => {
    const known = D.nodeAt.get(id);
    if (known !== undefined) return known;
    for (const name of Object.keys(nodes)) nodes[name].push(theirs[name] ? theirs[name][k] : null);
    const last = nodes.id.length - 1, angle = added * 2.399963229728653, far = id === around ? 0 : 70 + 34 * Math.sqrt(added);
    nodes.country[last] = theirs.country[k] < 0 ? -1 : maps.country[theirs.country[k]];
    nodes.x[last] = cx + Math.cos(angle) * far * 1.3;
    nodes.y[last] = cy + Math.sin(angle) * far;
    added += 1;
    return last;
  });
}

function appendEvents(more, maps) {
  const ev = D.events, theirs = more.events, reports = D.reports;
  const dated = ev.dated, names = Object.keys(theirs);
  for (const name of names) ev[name] = Array.from(ev[name]);
  for (const name of ['begin', 'end']) ev[name] = ev[name].map((d, e) => (dated[e] ? d : null));
  const occasions = new Map();
  theirs.id.forEach((id, e) => { const known = D.eventAt.get(id); if (known !== undefined) occasions.set(theirs.occasion[e], ev.occasion[known]); });
  theirs.id.forEach((id, e) => {
    if (D.eventAt.has(id)) return;
    for (const name of names) ev[name].push(theirs[name][e]);
    const last = ev.id.length - 1;
    ev.s[last] = maps.node[theirs.s[e]];
    ev.o[last] = maps.node[theirs.o[e]];
    ev.rel[last] = maps.rel[theirs.rel[e]];
    ev.place[last] = theirs.place[e] < 0 ? -1 : maps.place[theirs.place[e]];
    if (!occasions.has(theirs.occasion[e])) occasions.set(theirs.occasion[e], D.occasions++);
    ev.occasion[last] = occasions.get(theirs.occasion[e]);
    ev.caps[last] = theirs.caps[e] ? Object.fromEntries(Object.entries(theirs.caps[e]).map(([k, office]) => [maps.node[k], office])) : 0;
    ev.first[last] = reports.article.length;
    appendReports(more, maps, e);
  });
}

function appendReports(more, maps, e) {
  const theirs = more.reports, end = e + 1 < more.events.id.length ? more.events.first[e + 1] : theirs.article.length;
  for (let r = more.events.first[e]; r < end; r++) {
    for (const name of Object.keys(theirs)) D.reports[name].push(theirs[name][r]);
    const last = D.reports.article.length - 1;
    D.reports.article[last] = maps.article[theirs.article[r]];
    D.reports.sentence[last] = maps.sentence[theirs.sentence[r]];
  }
}
