// Building elements: text only ever becomes text.
function el(tag, attributes, ...children) {
  const out = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) out.addEventListener(name.slice(2), value);
    else if (name === 'style') Object.entries(value).forEach(([k, v]) => out.style.setProperty(k, v));
    else out.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat(Infinity)) if (child !== null && child !== undefined && child !== false) out.append(child);
  return out;
}

function button(label, onclick, attributes, ...children) {
  const made = el('button', { type: 'button', onclick, 'aria-label': label, title: label, ...attributes }, ...children);
  if (!children.length) made.textContent = label;
  return made;
}

// A stretch of text of unknown direction, kept apart from its surroundings.
function bdi(text, attributes) {
  const shown = inert(String(text)), arabic = ARABIC.test(shown);
  return el('bdi', { lang: arabic === (language === 'ar') ? null : arabic ? 'ar' : 'en', ...attributes }, shown);
}

function nameEl(node) {
  return bdi(nameOf(node), isMachine(node) ? { class: 'machine', title: say('machine') } : {});
}

// The name of an actor as a button that opens its card.
function actorLink(node) {
  return el('button', { type: 'button', class: 'actor', onclick: () => openActor(node) }, nameEl(node));
}

const SVG = 'http://www.w3.org/2000/svg';
function svg(tag, attributes, ...children) {
  const out = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) out.setAttribute(name, value);
  out.append(...children);
  return out;
}

const ICONS = {
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 20 20',
  close: 'M6 6l12 12M18 6 6 18', plus: 'M12 5v14M5 12h14', minus: 'M5 12h14',
  fit: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5', undo: 'M9 7 4 12l5 5M4 12h10a6 6 0 0 1 0 12', redo: 'M15 7l5 5-5 5M20 12H10a6 6 0 0 0 0 12',
  theme: 'M12 3a9 9 0 1 0 9 9 7 7 0 0 1-9-9z', help: 'M9.5 9a2.6 2.6 0 1 1 3.6 2.4c-.8.4-1.1.9-1.1 2.1M12 17v.4', list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  save: 'M12 4v11M7.5 11 12 15.5 16.5 11M5 20h14', filter: 'M4 6h16M7 12h10M10 18h4', eye: 'M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  hidden: 'M4 4l16 16M9 6.6A9 9 0 0 1 12 6c5.500 0 9 6 9 6a16 16 0 0 1-3 3.500M6.500 8A15 15 0 0 0 3 12s3.500 6 9 6a9 9 0 0 0 3.500-.7',
  play: 'M8 5.500v13l11-6.500z', pause: 'M8 5v14M16 5v14', link: 'M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.700-5.700L12 7M14 10a4 4 0 0 0-6-.4l-3 3A4 4 0 0 0 10.700 18.300L12 17',
};
function icon(name) {
  return svg('svg', { viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true', focusable: 'false' }, svg('path', { d: ICONS[name] }));
}

// A small copy of an actor's mark.
function markIcon(type, colour, size) {
  const surface = new SvgSurface(24, 24), half = 12;
  surface.beginPath();
  traceMark(surface, type, half, half, size || 7.5);
  const path = svg('path', { d: surface.path });
  path.style.fill = colour;
  return svg('svg', { viewBox: '0 0 24 24', class: 'mark', 'aria-hidden': 'true' }, path);
}

function announce(text) {
  document.getElementById('live').textContent = inert(text);
}

function download(name, type, content) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = el('a', { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 20000);
  toast(say('saved', { f: name }));
}

let toastTimer = 0;
function toast(text) {
  let box = document.getElementById('toast');
  if (!box) { box = el('div', { id: 'toast' }); document.body.append(box); }
  box.textContent = inert(text);
  box.hidden = false;
  announce(text);
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { box.hidden = true; }, 3200);
}
