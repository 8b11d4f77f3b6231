// The card of an actor or of a pair: every tie with its date, place and offices, every report with its sentence.
const PORTION = 25;
let portions = PORTION;

function drawCard() {
  const detail = document.getElementById('detail'), s = S.selected;
  const content = s && s.node !== undefined ? actorCard(s.node) : s && s.pair !== undefined ? pairCard(s.pair) : S.list ? listCard() : null;
  const before = detail.dataset.of || '', now = content ? JSON.stringify([s, S.list]) : '', kept = detail.scrollTop;
  detail.hidden = !content;
  document.body.classList.toggle('with-detail', Boolean(content));
  detail.replaceChildren(...(content || []).flat(Infinity));
  detail.dataset.of = now;
  detail.scrollTop = before === now ? kept : 0;
  return before !== now;
}

function cardHead(...title) {
  return el('div', { class: 'card-head' }, el('h2', { tabindex: -1 }, ...title), button(say('close'), closeCard, { class: 'quiet' }, icon('close')));
}

function closeCard() {
  if (S.selected) select(null); else { S.list = null; refresh('selection'); }
  canvas.focus({ preventScroll: true });
}

function actorCard(node) {
  const type = D.nodes.type[node], country = D.nodes.country[node], events = passing(listOf(D.eventsOf, node));
  detailLabel(nameOf(node));
  const kind = [say(D.types[type]), country >= 0 && D.types[type] !== 'Country' ? labelOf(D.countries[country].labels) : null].filter(Boolean);
  return [
    cardHead(markIcon(type, countryColour(country, themeNow()), 9), nameEl(node)),
    el('p', { class: 'kind' }, kind.map((k, at) => [at ? ' · ' : '', bdi(k)]), ' · ', count('ties', events.length)),
    namesLine(node), officesList(node), actionsFor(node), kindBars(events), eventBlocks(events, node),
  ].filter(Boolean);
}

function detailLabel(text) { document.getElementById('detail').setAttribute('aria-label', text); }

function passing(list) {
  return Array.from(list).filter((e) => R.pass[e]);
}

function namesLine(node) {
  const labels = D.nodes.labels[node], shown = nameOf(node), wikidata = D.nodes.wikidata[node];
  const all = [...new Set([...Object.values(labels), ...D.nodes.aliases[node]].map(inert))].filter((n) => n && n !== shown);
  const link = wikidata && /^(https?:\/\/www\.wikidata\.org\/(wiki|entity)\/)?Q\d+$/.test(wikidata)
    ? outLink('https://www.wikidata.org/wiki/' + /Q\d+$/.exec(wikidata)[0], say('wikidata')) : null;
  if (!all.length && !link) return null;
  return el('p', { class: 'names', 'aria-label': say('names') }, all.slice(0, 10).map((n, at) => [at ? ' · ' : '', bdi(n)]), link ? [all.length ? ' · ' : '', link] : null);
}

function outLink(url, label) {
  return el('a', { href: url, target: '_blank', rel: 'noopener noreferrer', referrerpolicy: 'no-referrer' }, label);
}

function officeText(o) {
  const title = o.titles && o.titles[language] ? o.titles[language] : o.title || '';
  if (!o.of) return inert(title);
  const arabic = ARABIC.test(title), of = arabic && o.of.ar ? o.of.ar : labelOf(o.of);
  return `${inert(title)}${arabic ? '، ' : ', '}${inert(of)}`;
}

function byRecency(offices) {
  const until = (o) => (o.end || (o.begin ? '9' : '')) + (o.begin || '');
  return offices.slice().sort((p, q) => until(q).localeCompare(until(p)));
}

function currentOffice(node) {
  const offices = byRecency(D.nodes.offices[node]), office = offices.find((o) => !o.former) || offices[0];
  return office ? officeText(office) : '';
}

function officesList(node) {
  const offices = D.nodes.offices[node];
  if (!offices.length) return null;
  const line = (o) => {
    const reach = o.until && !o.end ? say('known_until', { d: dateText(o.until) }) : '';
    const times = [o.former ? say('former') : '', spanText(o.begin, o.end), reach].filter(Boolean).join(language === 'ar' ? '، ' : ', ');
    return el('li', {}, bdi(officeText(o)), times ? el('span', { class: 'soft' }, ' ', times) : null);
  };
  const recent = byRecency(offices);
  const list = (items) => el('ul', { class: 'offices', 'aria-label': say('offices') }, items.map(line));
  if (recent.length <= 3) return list(recent);
  return [list(recent.slice(0, 2)), el('details', { class: 'further' }, el('summary', {}, say('more_offices', { n: recent.length - 2 })), list(recent.slice(2)))];
}

function actionsFor(node) {
  const ego = S.filter.ego && S.filter.ego.node === node ? S.filter.ego.steps : 0, hiddenTies = hiddenNeighbours(node).length;
  return el('div', { class: 'actions' },
    button(say('neighbours'), () => showSurroundings(node, ego === 1 ? 0 : 1), { 'aria-pressed': String(ego === 1) }),
    button(say('neighbours2'), () => showSurroundings(node, ego === 2 ? 0 : 2), { 'aria-pressed': String(ego === 2) }),
    button(say('path_from'), () => startPath(node), { 'aria-pressed': String(S.picking === node) }),
    hiddenTies ? button(say('expand', { n: hiddenTies }), () => expand(node)) : null,
    LIVE ? button(say('fetch'), () => fetchTies(node), { id: 'fetch' }) : null,
    LIVE ? el('a', { class: 'button', href: livePage('actor', D.nodes.id[node]) }, say('actor_page')) : null);
}

function showSurroundings(node, steps) {
  S.selected = { node };
  change((f) => { f.ego = steps ? { node, steps } : null; f.path = null; });
  fit();
}

function hiddenNeighbours(node) {
  return passingPairs(node).map((p) => otherEnd(p, node)).filter((k) => !scene.isShown[k]);
}

function expand(node) {
  for (const k of hiddenNeighbours(node).sort((p, q) => D.nodes.importance[q] - D.nodes.importance[p]).slice(0, 60)) S.extra.add(k);
  refresh('scope');
}

// From when to when, by months: the days on which articles name an office are not always those on which it began or ended.
function spanText(begin, end) {
  const [from, to] = [begin, end].map((d) => (d ? dateText(d.slice(0, 7)) : ''));
  if (from && !to) return say('since', { d: from });
  return from && to && from !== to ? `${from} – ${to}` : from || to;
}

// How many ties of each kind, each line a way to see that kind alone.
function kindBars(events) {
  const counts = new Map();
  for (const e of events) counts.set(D.events.rel[e], (counts.get(D.events.rel[e]) || 0) + 1);
  if (counts.size < 2) return null;
  const most = Math.max(...counts.values());
  return el('div', { class: 'kinds', 'aria-label': say('by_relation') }, [...counts].sort((p, q) => q[1] - p[1]).map(([r, n]) =>
    el('button', { type: 'button', onclick: () => toggle('relation', r, 1), 'aria-pressed': String(S.filter.facets.relation[r] === 1), title: say('only') },
      el('span', {}, labelOf(D.relations[r].noun)), el('span', { class: 'bar' }, el('i', { style: { width: `${(100 * n) / most}%`, background: colourOf(r) } })), el('span', { class: 'n' }, number(n)))));
}

function colourOf(relation) {
  return D.families[D.familyOf[relation]].colour[themeNow()];
}

function pairCard(pair) {
  const a = D.pairs.a[pair], b = D.pairs.b[pair], events = passing(listOf(D.pairEvents, pair));
  detailLabel(say('pair', { a: nameOf(a), b: nameOf(b) }));
  const occasions = new Set(events.map((e) => D.events.occasion[e])).size;
  return [cardHead(actorLink(a), el('span', { class: 'soft' }, ' – '), actorLink(b)), el('p', { class: 'kind' }, count('ties', events.length), ' · ', count('occasions', occasions)), kindBars(events), eventBlocks(events)].filter(Boolean);
}

// Ties of one day that share an occasion or a sentence make one block.
function together(events) {
  const blocks = [], known = new Map();
  for (const e of events) {
    const day = D.events.date[e] + ' ', keys = [day + 'o' + D.events.occasion[e], ...reportsOf(e).map((r) => day + D.reports.sentence[r])];
    let block = keys.map((key) => known.get(key)).find(Boolean);
    if (!block) { block = []; blocks.push(block); }
    block.push(e);
    for (const key of keys) if (!known.has(key)) known.set(key, block);
  }
  return blocks;
}

// ---- events, those of one occasion together, newest first ----
function eventBlocks(events, about) {
  const ordered = together(events).sort((p, q) => newest(q[0]) - newest(p[0]) || p[0] - q[0]);
  const shown = ordered.slice(0, portions), left = ordered.length - shown.length;
  return el('div', { class: 'events' }, el('h3', {}, say('events')), shown.map((list) => eventBlock(list, about)),
    left > 0 ? el('button', { type: 'button', class: 'soft-button', onclick: () => { portions += 100; drawCard(); } }, say('show_more', { n: left })) : null);
}

function newest(e) { return D.events.dated[e] ? D.events.end[e] : -1e8; }

function eventBlock(events, about) {
  const e = events[0], place = events.map((x) => D.events.place[x]).find((p) => p >= 0);
  const head = el('div', { class: 'when' }, el('time', { datetime: D.events.date[e] || null }, dateText(D.events.date[e])),
    place === undefined ? null : [' · ', placeLink(place)]);
  return el('article', { class: 'event', 'data-event': D.events.id[e] }, head, tieLines(events, about), reportList(events));
}

function placeLink(place) {
  const node = D.nodeAt.get(D.places[place].id), label = labelOf(D.places[place].labels);
  return node === undefined ? bdi(label) : el('button', { type: 'button', class: 'actor', onclick: () => openActor(node) }, bdi(label));
}

// Ties of one kind, direction and standing with one actor make one line: «استقبل: فيدان، غولر، كالن».
function tieLines(events, about) {
  const lines = new Map();
  for (const e of events) {
    const ev = D.events, from = ev.s[e], to = ev.o[e], key = [ev.rel[e], about === undefined || from === about || !(to === about) ? 'from' + from : 'to' + to, ev.status[e]].join(' ');
    if (lines.has(key)) lines.get(key).push(e); else lines.set(key, [e]);
  }
  return [...lines.values()].map((list) => tieLine(list, about));
}

function tieLine(list, about) {
  const ev = D.events, e = list[0], relation = D.relations[ev.rel[e]], incoming = about !== undefined && ev.o[e] === about && ev.s[e] !== about;
  const fixed = incoming ? ev.o[e] : ev.s[e], others = list.map((x) => (incoming ? ev.s[x] : ev.o[x]));
  const arrow = relation.symmetric ? '↔' : (language === 'ar') === incoming ? '→' : '←';
  const people = (nodes) => nodes.map((n, k) => [k ? (language === 'ar' ? '، ' : ', ') : '', participant(n, list[Math.min(k, list.length - 1)])]);
  return el('div', { class: 'tie' },
    el('span', { class: 'verb', style: { '--ink': colourOf(ev.rel[e]) } }, labelOf(relation.noun)), ' ',
    fixed === about ? null : [participant(fixed, e), ' '], el('span', { class: 'arrow', 'aria-hidden': 'true' }, arrow), ' ', people(others), ' ', standing(list));
}

function participant(node, e) {
  const held = heldOffice(node, D.events.caps[e] && D.events.caps[e][node]);
  return el('span', { class: 'who' }, actorLink(node), held ? el('span', { class: 'office' }, ' ', bdi(held)) : null);
}

// The office held then, in the language of the page where the actor's offices know it.
function heldOffice(node, held) {
  if (!held || typeof held !== 'string') return held ? labelOf(held) : '';
  const known = D.nodes.offices[node].find((o) => o.titles && Object.values(o.titles).includes(held));
  return (known && known.titles[language]) || held;
}

function standing(list) {
  const status = D.statuses[D.events.status[list[0]]], conf = Math.min(...list.map((e) => D.events.conf[e]));
  return [status === 'happened' ? null : el('span', { class: 'badge ' + status }, say(status)), confidenceMark(conf)];
}

function confidenceMark(conf) {
  return el('span', { class: 'conf' + (conf < 60 ? ' weak' : ''), title: `${say('confidence')}: ${number(conf)}%` }, el('span', { class: 'meter', 'aria-hidden': 'true' }, el('i', { style: { width: conf + '%' } })), ' ', number(conf) + (language === 'ar' ? '٪' : '%'));
}

// Every sentence once, with all that it is reported for.
function reportList(events) {
  const seen = new Map();
  for (const e of events) for (const r of reportsOf(e)) {
    const key = D.reports.article[r] + ' ' + D.reports.sentence[r];
    if (!seen.has(key)) seen.set(key, []);
    seen.get(key).push(r);
  }
  return el('div', { class: 'reports' }, [...seen.values()].map(reportBlock));
}

function reportBlock(reports) {
  const article = D.articles[D.reports.article[reports[0]]], status = D.statuses[D.reports.status[reports[0]]];
  const marks = reports.map((r) => [D.reports.t0[r], D.reports.t1[r]]).filter(([a, b]) => b > a);
  const title = article.title ? bdi(article.title) : bdi(article.id.split('/').pop());
  const source = article.source >= 0 ? bdi(D.sources[article.source]) : null;
  return el('figure', { class: 'report' },
    el('blockquote', { dir: directionOf(D.sentences[D.reports.sentence[reports[0]]]) }, marked(D.sentences[D.reports.sentence[reports[0]]], marks)),
    el('figcaption', {}, article.url && /^https?:\/\//i.test(article.url) ? [outLink(article.url, title)] : title, source ? [' · ', source] : null,
      article.published ? [' · ', say('published', { d: dateText(article.published) })] : null,
      LIVE ? [' · ', el('a', { href: sentencePage(reports[0]) }, say('article_page'))] : null, status === 'happened' ? null : [' · ', say(status)]));
}

// The sentence with its triggers marked; line breaks of the layout are joined.
function marked(text, marks) {
  const out = [], spans = marks.sort((p, q) => p[0] - q[0]);
  const plain = (part) => inert(part.replace(/\s*\n\s*/g, ' '));
  let at = 0;
  for (const [from, to] of spans) {
    if (from < at) continue;
    out.push(plain(text.slice(at, from)), el('mark', {}, plain(text.slice(from, to))));
    at = to;
  }
  out.push(plain(text.slice(at)));
  return out;
}
