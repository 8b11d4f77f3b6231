// The search field with its list of hits.
const finder = { input: null, list: null, hits: [], at: -1 };

function drawFinder() {
  const box = document.getElementById('finder'), text = finder.input ? finder.input.value : '';
  finder.input = el('input', { type: 'search', id: 'query', placeholder: say(S.picking === null ? 'search' : 'path_pick'), 'aria-label': say('search_label'), autocomplete: 'off', spellcheck: 'false', dir: 'auto',
    role: 'combobox', 'aria-expanded': 'false', 'aria-controls': 'hits', 'aria-autocomplete': 'list', oninput: showHits, onfocus: showHits, onkeydown: finderKey });
  finder.input.value = text;
  finder.list = el('ul', { id: 'hits', role: 'listbox', 'aria-label': say('search_label'), hidden: true });
  box.replaceChildren(icon('search'), finder.input, finder.list);
}

function showHits() {
  const query = finder.input.value.trim();
  finder.hits = query ? search(query, 40) : [];
  finder.at = finder.hits.length ? 0 : -1;
  finder.list.replaceChildren(...finder.hits.map(hitRow));
  if (query && !finder.hits.length) finder.list.append(el('li', { class: 'nothing' }, say('no_hits', { q: query })));
  showOpen(Boolean(query));
  if (query) announce(count('hits', finder.hits.length));
  searchServed(query);
}

function showOpen(open) {
  finder.list.hidden = !open;
  finder.input.setAttribute('aria-expanded', String(open));
  markHit();
}

function hitRow(node, k) {
  const other = Object.values(D.nodes.labels[node]).map(inert).find((n) => n !== nameOf(node)), office = currentOffice(node);
  const country = D.nodes.country[node] >= 0 ? labelOf(D.countries[D.nodes.country[node]].labels) : '';
  return el('li', { role: 'option', id: 'hit' + k, onpointerdown: (event) => { event.preventDefault(); takeHit(k); } },
    markIcon(D.nodes.type[node], countryColour(D.nodes.country[node], themeNow()), 7.5),
    el('span', { class: 'hit' }, nameEl(node), other ? el('span', { class: 'soft' }, ' ', bdi(other)) : null, el('small', {}, bdi(office || country || say(D.types[D.nodes.type[node]])))),
    el('span', { class: 'n' }, scene.degree[node] ? number(scene.degree[node]) : '–'));
}

function markHit() {
  [...finder.list.children].forEach((row, k) => row.setAttribute('aria-selected', String(k === finder.at)));
  if (finder.at >= 0 && !finder.list.hidden) {
    finder.input.setAttribute('aria-activedescendant', 'hit' + finder.at);
    finder.list.children[finder.at].scrollIntoView({ block: 'nearest' });
  } else finder.input.removeAttribute('aria-activedescendant');
}

function finderKey(event) {
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    if (finder.hits.length) finder.at = (finder.at + (event.key === 'ArrowDown' ? 1 : finder.hits.length - 1)) % finder.hits.length;
    markHit();
  } else if (event.key === 'Enter' && finder.at >= 0) { event.preventDefault(); takeHit(finder.at); }
  else if (event.key === 'Escape') { event.stopPropagation(); if (finder.input.value) { finder.input.value = ''; showHits(); } else leaveFinder(); }
}

function leaveFinder() {
  showOpen(false);
  finder.input.blur();
  canvas.focus({ preventScroll: true });
}

function takeHit(k) {
  const node = finder.hits[k];
  finder.input.value = '';
  leaveFinder();
  if (node.far) return takeFar(node.far);
  if (S.picking !== null) return pickSecond(node);
  openActor(node);
  requestAnimationFrame(() => approach(node));
}

// Open the card of an actor, showing it first if the most important ones left it out.
function openActor(node) {
  if (!scene.isShown[node]) { S.extra.add(node); S.selected = { node }; refresh('scope'); }
  portions = PORTION;
  select({ node });
  if (scene.isShown[node]) reveal(node);
}

// ---- the way between two actors ----
function startPath(node) {
  S.picking = S.picking === node ? null : node;
  drawFinder();
  drawCard();
  document.body.classList.toggle('picking', S.picking !== null);
  if (S.picking !== null) { finder.input.focus(); announce(say('path_pick')); }
}

function pickSecond(node) {
  const first = S.picking;
  S.picking = null;
  document.body.classList.remove('picking');
  drawFinder();
  if (first === node) return refresh('selection');
  S.selected = null;
  S.list = 'ties';
  change((f) => { f.path = [first, node]; f.ego = null; });
  fit();
}
