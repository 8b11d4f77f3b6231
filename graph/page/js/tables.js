// CSV and GEXF of exactly the ties that pass.
function passingEvents() {
  const out = [];
  for (let e = 0; e < D.m; e++) if (R.pass[e]) out.push(e);
  return out;
}

// A cell that a spreadsheet takes as text: quoted, and never the beginning of a formula.
function cell(value) {
  let text = value === null || value === undefined ? '' : whole(String(value));
  if (/^[=+\-@\t\r]/.test(text)) text = "'" + text;
  return /[",\n\r]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
}

const COLUMNS = ['event', 'relation', 'relation_ar', 'family', 'subject', 'subject_ar', 'subject_en', 'object', 'object_ar', 'object_en', 'date', 'begin', 'end', 'place_ar', 'place_en', 'status', 'confidence', 'occasion', 'article', 'title', 'source', 'published', 'url', 'start', 'sentence', 'note'];

function csvText() {
  const rows = [COLUMNS];
  for (const e of passingEvents()) {
    const reports = reportsOf(e);
    if (!reports.length) rows.push(csvRow(e, null));
    for (const r of reports) rows.push(csvRow(e, r));
  }
  return '\ufeff' + rows.map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

function csvRow(e, r) {
  const ev = D.events, relation = D.relations[ev.rel[e]], s = ev.s[e], o = ev.o[e], labels = D.nodes.labels;
  const place = ev.place[e] >= 0 ? D.places[ev.place[e]].labels : {}, article = r === null ? {} : D.articles[D.reports.article[r]];
  return [iri(ev.id[e]), relation.name, relation.noun.ar, relation.family, iri(D.nodes.id[s]), labels[s].ar, labels[s].en, iri(D.nodes.id[o]), labels[o].ar, labels[o].en, ev.date[e],
    ev.dated[e] ? isoDay(ev.begin[e]) : '', ev.dated[e] ? isoDay(ev.end[e]) : '', place.ar, place.en, D.statuses[r === null ? ev.status[e] : D.reports.status[r]], (r === null ? ev.conf[e] : D.reports.conf[r]) / 100, ev.occasion[e],
    article.id, article.title, article.source >= 0 ? D.sources[article.source] : '', article.published, article.url, r === null ? '' : D.reports.start[r], r === null ? '' : D.sentences[D.reports.sentence[r]], article.synthetic && D.notice ? D.notice.en : ''];
}

function iri(id) {
  return /^[a-z][a-z0-9+.-]*:/i.test(id) ? id : D.base + id;
}

// ---- GEXF 1.3 ----
const NODE_FIELDS = [['type', 'string'], ['country', 'string'], ['label_ar', 'string'], ['label_en', 'string'], ['importance', 'double']];
const EDGE_FIELDS = [['relation', 'string'], ['family', 'string'], ['date', 'string'], ['status', 'string'], ['confidence', 'double'], ['place', 'string'], ['reports', 'integer'], ['sentence', 'string']];

function gexfText() {
  const events = passingEvents(), nodes = [...new Set(events.flatMap((e) => [D.events.s[e], D.events.o[e]]))].sort((p, q) => p - q);
  const fields = (kind, list) => `<attributes class="${kind}" mode="static">${list.map(([title, type], k) => `<attribute id="${k}" title="${title}" type="${type}"/>`).join('')}</attributes>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<meta><creator>Rawabit</creator><description>${xml(D.notice ? `${D.title} (${D.notice.en})` : D.title)}</description></meta>
<graph mode="dynamic" defaultedgetype="directed" timeformat="date" timerepresentation="interval">
${fields('node', NODE_FIELDS)}
${fields('edge', EDGE_FIELDS)}
<nodes>
${nodes.map(gexfNode).join('\n')}
</nodes>
<edges>
${events.map(gexfEdge).join('\n')}
</edges>
</graph>
</gexf>
`;
}

function values(list) {
  const kept = list.map((v, k) => (v === null || v === undefined || v === '' ? '' : `<attvalue for="${k}" value="${xml(v)}"/>`)).join('');
  return kept ? `<attvalues>${kept}</attvalues>` : '';
}

function gexfNode(k) {
  const n = D.nodes, country = n.country[k], colour = countryColour(country, 'light').match(/[\da-f]{2}/gi).map((x) => parseInt(x, 16));
  const list = [D.types[n.type[k]], country >= 0 ? labelOf(D.countries[country].labels) : '', n.labels[k].ar, n.labels[k].en, short(n.importance[k])];
  return `<node id="${xml(iri(n.id[k]))}" label="${xml(labelOf(n.labels[k]))}">${values(list)}<viz:color r="${colour[0]}" g="${colour[1]}" b="${colour[2]}"/><viz:position x="${short(n.x[k])}" y="${short(-n.y[k])}" z="0"/><viz:size value="${short(n.r[k])}"/></node>`;
}

function gexfEdge(e) {
  const ev = D.events, relation = D.relations[ev.rel[e]], reports = reportsOf(e), place = ev.place[e] >= 0 ? labelOf(D.places[ev.place[e]].labels) : '';
  const list = [relation.name, relation.family, ev.date[e], D.statuses[ev.status[e]], ev.conf[e] / 100, place, reports.length, reports.length ? D.sentences[D.reports.sentence[reports[0]]] : ''];
  const spell = ev.dated[e] ? `<spells><spell start="${isoDay(ev.begin[e])}" end="${isoDay(ev.end[e])}"/></spells>` : '';
  return `<edge id="${xml(iri(ev.id[e]))}" source="${xml(iri(D.nodes.id[ev.s[e]]))}" target="${xml(iri(D.nodes.id[ev.o[e]]))}" type="${relation.symmetric ? 'undirected' : 'directed'}" kind="${xml(relation.name)}" weight="${Math.max(1, reports.length)}" label="${xml(labelOf(relation.noun))}">${values(list)}${spell}</edge>`;
}

function saveCsv() { download(fileName('csv'), 'text/csv;charset=utf-8', csvText()); }
function saveGexf() { download(fileName('gexf'), 'application/xml', gexfText()); }
