// The ties and actors on view as lists: to read through, and for those who do not see the drawing.
function openList(kind) {
  S.list = kind;
  S.selected = null;
  portions = PORTION;
  refresh('selection');
}

function listCard() {
  detailLabel(say('list'));
  const tab = (kind) => el('button', { type: 'button', role: 'tab', 'aria-selected': String(S.list === kind), onclick: () => openList(kind) }, say('tab_' + kind), ' ',
    el('span', { class: 'n' }, number(kind === 'ties' ? R.total : scene.candidates)));
  const tabs = el('div', { class: 'tabs', role: 'tablist' }, tab('ties'), tab('actors'));
  return [el('div', { class: 'card-head' }, tabs, button(say('close'), closeCard, { class: 'quiet' }, icon('close'))),
    R.way && S.list === 'ties' ? wayLine() : null, S.list === 'ties' ? tiesList() : actorsList()].filter(Boolean);
}

function wayLine() {
  return el('p', { class: 'way' }, R.way.nodes.map((n, k) => [k ? el('span', { class: 'arrow', 'aria-hidden': 'true' }, language === 'ar' ? ' ← ' : ' → ') : '', actorLink(n)]), ' ', el('span', { class: 'soft' }, count('steps', R.way.pairs.length)));
}

function tiesList() {
  const events = [];
  for (let e = 0; e < D.m; e++) if (R.pass[e]) events.push(e);
  return eventBlocks(events);
}

function actorsList() {
  const ranked = [];
  for (let k = 0; k < D.n; k++) if (scene.degree[k]) ranked.push(k);
  ranked.sort((p, q) => scene.degree[q] - scene.degree[p] || D.nodes.importance[q] - D.nodes.importance[p] || p - q);
  const shown = ranked.slice(0, portions * 2), left = ranked.length - shown.length;
  return el('div', { class: 'actors' }, el('ol', {}, shown.map(actorRow)),
    left > 0 ? el('button', { type: 'button', class: 'soft-button', onclick: () => { portions += 100; drawCard(); } }, say('show_more', { n: left })) : null);
}

function actorRow(node) {
  const office = currentOffice(node);
  return el('li', {}, markIcon(D.nodes.type[node], countryColour(D.nodes.country[node], themeNow()), 7),
    el('span', { class: 'who' }, actorLink(node), office ? el('span', { class: 'office' }, ' ', bdi(office)) : null), el('span', { class: 'n' }, number(scene.degree[node])));
}
