// The legend, which is the filter: what there is, how much of it, and a click to see it alone.
const opened = new Set();
const FEW = 8, MANY = 250;

// While the slider is drawn the panel stays as it is, so that the slider is not taken from the hand.
let sliding = false;
function drawPanel() {
  if (sliding) return;
  const panel = document.getElementById('panel'), at = panel.scrollTop, focused = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.key : null;
  document.body.classList.toggle('no-panel', !S.panel);
  panel.hidden = !S.panel;
  panel.setAttribute('aria-label', say('filters'));
  panel.replaceChildren(...[
    el('div', { class: 'panel-head' }, el('h2', {}, say('filters')), button(say('close'), () => togglePanel(false), { class: 'quiet' }, icon('close'))),
    relationGroup(), group('type', (k) => markIcon(k, 'currentColor')), group('country', countryMark), betweenBox(),
    group('status', statusMark), group('place', () => null), group('source', () => null), evidenceBox(), notes()].filter(Boolean));
  panel.scrollTop = at;
  if (focused) { const back = panel.querySelector(`[data-key="${CSS.escape(focused)}"]`); if (back) back.focus(); }
}

function togglePanel(open) {
  S.panel = open === undefined ? !S.panel : open;
  drawPanel();
  drawMenus();
  resized();
  writeAddress();
}

function section(name, ...children) {
  return el('section', { class: 'facet' }, el('h3', {}, say(name)), ...children);
}

function relationGroup() {
  if (!D.relations.length) return null;
  const counts = R.counts.relation, box = section('relation');
  D.families.forEach((family, f) => {
    const members = D.relations.map((_, r) => r).filter((r) => D.familyOf[r] === f)
      .sort((p, q) => (D.relations[p].order || 0) - (D.relations[q].order || 0));
    const total = members.reduce((n, r) => n + counts[r], 0), chosen = S.filter.facets.relation;
    const all = members.every((r) => chosen[r] === 1);
    const mark = el('span', { class: 'line', style: { '--ink': family.colour[themeNow()] } });
    box.append(el('div', { class: 'family' + (total ? '' : ' none') },
      el('button', { type: 'button', class: 'value head', 'aria-pressed': String(all), 'data-key': 'f' + family.name, onclick: () => toggleMany('relation', members, all) },
        mark, bdi(labelOf(family.label)), el('span', { class: 'n' }, number(total)))));
    for (const r of members) box.append(valueRow('relation', r, labelOf(D.relations[r].noun), counts[r], null));
  });
  return box;
}

function countryMark(k) {
  return markIcon(0, countryColour(k < D.countries.length ? k : -1, themeNow()));
}

function statusMark(k) {
  const mark = el('span', { class: 'line status ' + D.statuses[k] });
  return mark;
}

function valueLabel(facet, k) {
  if (facet === 'relation') return labelOf(D.relations[k].noun);
  if (facet === 'type') return say(D.types[k]);
  if (facet === 'status') return say(D.statuses[k]);
  const table = { country: D.countries, place: D.places, source: D.sources }[facet];
  if (k >= table.length) return say('other');
  return facet === 'source' ? table[k] : labelOf(table[k].labels) || table[k].id;
}

function group(facet, mark) {
  const counts = R.counts[facet], chosen = S.filter.facets[facet];
  const values = Array.from(counts.keys()).filter((k) => totals[facet][k] > 0);
  if (facet !== 'type' && facet !== 'status') values.sort((p, q) => (p === counts.length - 1) - (q === counts.length - 1) || totals[facet][q] - totals[facet][p] || p - q);
  if (values.length < 2) return null;
  const few = facet === 'type' || opened.has(facet) ? values.slice(0, MANY) : values.filter((k, at) => at < FEW || chosen[k]);
  const box = section(facet, few.map((k) => valueRow(facet, k, valueLabel(facet, k), counts[k], mark(k))));
  if (values.length > few.length || opened.has(facet)) {
    const label = opened.has(facet) ? say('less') : say('more');
    box.append(el('button', { type: 'button', class: 'quiet more', 'data-key': 'more' + facet, onclick: () => { if (!opened.delete(facet)) opened.add(facet); drawPanel(); } }, label, ' ', el('span', { class: 'n' }, opened.has(facet) ? '' : number(values.length - few.length))));
  }
  return box;
}

function valueRow(facet, k, label, n, mark) {
  const sign = S.filter.facets[facet][k] || 0;
  return el('div', { class: 'row' + (sign > 0 ? ' on' : sign < 0 ? ' off' : '') + (n ? '' : ' none') },
    el('button', { type: 'button', class: 'value', 'aria-pressed': String(sign > 0), 'data-key': `${facet} ${k}`, 'data-name': facet === 'source' || facet === 'place' ? null : keysOf[facet]()[k], onclick: () => toggle(facet, k, 1) },
      mark, bdi(label), el('span', { class: 'n' }, number(n))),
    button(sign < 0 ? say('show_again') : say('hide'), () => toggle(facet, k, -1), { class: 'eye', 'aria-pressed': String(sign < 0), 'data-key': `hide ${facet} ${k}` }, icon(sign < 0 ? 'hidden' : 'eye')));
}

function toggle(facet, k, sign) {
  change((f) => { if (f.facets[facet][k] === sign) delete f.facets[facet][k]; else f.facets[facet][k] = sign; });
}

function toggleMany(facet, values, off) {
  change((f) => { for (const k of values) if (off) delete f.facets[facet][k]; else f.facets[facet][k] = 1; });
}

function betweenBox() {
  if (D.countries.length < 2) return null;
  const chosen = S.filter.between || [];
  const pick = (at) => el('select', { 'aria-label': say('country'), 'data-key': 'between' + at, onchange: (event) => setBetween(at, Number(event.target.value)) },
    el('option', { value: -1 }, say('choose')),
    D.countries.map((c, k) => el('option', { value: k, selected: (between[at] === k) || undefined }, inert(labelOf(c.labels)))));
  if (S.filter.between) [between[0], between[1]] = chosen;
  return el('section', { class: 'facet between' }, el('h3', {}, say('between')), el('div', { class: 'pair' }, pick(0), el('span', {}, say('and')), pick(1)));
}

const between = [-1, -1];
function setBetween(at, value) {
  between[at] = value;
  const ready = between[0] >= 0 && between[1] >= 0 && between[0] !== between[1];
  change((f) => { f.between = ready ? [...between] : null; });
}

function evidenceBox() {
  const shown = el('output', { class: 'n' }, confidenceText(S.filter.conf));
  const slider = el('input', { type: 'range', min: 0, max: 95, step: 5, value: S.filter.conf, 'aria-label': say('confidence'), 'data-key': 'conf',
    oninput: (event) => { sliding = true; shown.textContent = confidenceText(Number(event.target.value)); change((f) => { f.conf = Number(event.target.value); }, true); },
    onchange: () => { sliding = openStep = false; drawPanel(); refit(); } });
  return section('evidence', el('label', { class: 'slider' }, el('span', {}, say('confidence')), shown, slider), check('single'));
}

function confidenceText(conf) {
  return conf ? number(conf) + (language === 'ar' ? '٪' : '%') : say('any_confidence');
}

function check(flag, hint) {
  return el('label', { class: 'check', title: hint || null }, el('input', { type: 'checkbox', checked: S.filter[flag] || undefined, 'data-key': flag,
    onchange: (event) => change((f) => { f[flag] = event.target.checked; }) }), el('span', {}, say(flag)));
}

function notes() {
  return el('p', { class: 'notes' }, say('width_note'), el('br'), say('size_note'), el('br'), say('direction_note'));
}
