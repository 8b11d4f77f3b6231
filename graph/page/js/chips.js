// Above the network: how much is on view, what limits it, and the way back.
function drawChips() {
  const box = document.getElementById('chips'), chips = chipList();
  const total = el('button', { type: 'button', class: 'total', title: say('list_hint'), 'data-key': 'total', onclick: () => openList('ties') },
    el('b', {}, count('ties', R.total)), ' · ', count('actors', scene.candidates));
  box.replaceChildren(total, ...chips.map(chip));
  if (chips.length > 1) box.append(button(say('clear'), clearFilters, { class: 'clear' }, say('clear')));
  if (R.newPairs || (S.filter.from !== null && !S.filter.fresh)) box.append(freshChip());
  if (R.undatedLeft) box.append(el('button', { type: 'button', class: 'note', onclick: () => change((f) => { f.undated = true; }), title: say('undated') }, count('undated_left', R.undatedLeft)));
  const empty = document.getElementById('empty');
  empty.hidden = scene.shown.length > 0;
  if (!D.m) { empty.replaceChildren(el('p', {}, say('empty_graph'))); return drawScope(); }
  empty.replaceChildren(el('p', {}, S.filter.path && !R.way ? say('path_none') : say('empty')), button(say('undo'), undo, { class: 'soft-button' }, say('undo')), button(say('clear'), clearFilters, { class: 'soft-button' }, say('clear')));
  drawScope();
}

function freshChip() {
  return el('button', { type: 'button', class: 'note', 'aria-pressed': String(S.filter.fresh), 'data-key': 'freshchip', title: say('fresh_hint'), onclick: () => change((f) => { f.fresh = !f.fresh; }) }, count('new_pairs', R.newPairs));
}

function clearFilters() {
  between[0] = between[1] = -1;
  change((f) => Object.assign(f, NO_FILTER()));
}

// Each limit as {text, off}: what it says, and how it is taken off.
function chipList() {
  const f = S.filter, out = [];
  for (const facet of FACETS) out.push(...facetChips(facet, f.facets[facet]));
  if (f.between) out.push({ text: say('between_and', { a: valueLabel('country', f.between[0]), b: valueLabel('country', f.between[1]) }), off: (g) => { g.between = null; between[0] = between[1] = -1; } });
  if (f.conf) out.push({ text: say('confidence_from', { n: f.conf }), off: (g) => { g.conf = 0; } });
  if (f.from !== null || f.to !== null) out.push({ text: rangeText(f), off: (g) => { g.from = g.to = null; g.fresh = false; } });
  for (const flag of ['single', 'fresh', 'undated']) if (f[flag]) out.push({ text: say(flag), off: (g) => { g[flag] = false; } });
  if (f.ego) out.push({ text: say(f.ego.steps > 1 ? 'ego2' : 'ego', { a: nameOf(f.ego.node) }), off: (g) => { g.ego = null; } });
  if (f.path) out.push({ text: say('path', { a: nameOf(f.path[0]), b: nameOf(f.path[1]) }), off: (g) => { g.path = null; } });
  return out;
}

function facetChips(facet, chosen) {
  const wanted = Object.keys(chosen).filter((k) => chosen[k] > 0).map(Number), unwanted = Object.keys(chosen).filter((k) => chosen[k] < 0).map(Number);
  const out = [];
  if (wanted.length) out.push({ text: namesOf(facet, wanted), off: (g) => { for (const k of wanted) delete g.facets[facet][k]; } });
  if (unwanted.length) out.push({ text: say('without', { f: namesOf(facet, unwanted) }), off: (g) => { for (const k of unwanted) delete g.facets[facet][k]; } });
  return out;
}

function namesOf(facet, values) {
  const names = values.map((k) => inert(valueLabel(facet, k))), comma = language === 'ar' ? '، ' : ', ';
  return names.length > 3 ? names.slice(0, 3).join(comma) + ' +' + number(names.length - 3) : names.join(comma);
}

function rangeText(f) {
  const year = f.from === null || f.to === null ? 0 : new Date(f.from * 86400000).getUTCFullYear();
  if (year && f.from === monthStart(year * 12) && f.to === monthStart(year * 12 + 12) - 1) return String(year);
  const from = f.from === null ? null : monthText(f.from), to = f.to === null ? null : monthText(f.to);
  return from && to ? (from === to ? from : `${from} – ${to}`) : from ? `${say('from')} ${from}` : `${say('to')} ${to}`;
}

function chip(c) {
  return el('span', { class: 'chip' }, bdi(c.text), button(say('remove_filter', { f: c.text }), () => change(c.off), { class: 'off' }, icon('close')));
}

// Which part of the actors is drawn, where not all are.
function drawScope() {
  const box = document.getElementById('scope'), left = scene.candidates - scene.shown.length;
  box.replaceChildren();
  if (left <= 0 && S.shown <= 300) return;
  const actors = say('shown_of', { n: scene.shown.length, m: scene.candidates });
  box.append(el('span', {}, actors));
  if (left > 0) {
    box.append(button(say('more_actors'), () => showMore(Math.min(D.n, S.shown * 2)), { class: 'soft-button' }, say('more_actors')));
    box.append(button(say('all_actors'), () => showMore(D.n), { class: 'soft-button' }, say('all_actors')));
  }
  if (S.shown > 300) box.append(button(say('fewer_actors'), () => { S.extra.clear(); showMore(300); }, { class: 'soft-button' }, say('fewer_actors')));
}

function showMore(n) {
  S.shown = n;
  refresh('scope');
}
