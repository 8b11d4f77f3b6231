// The bar at the top: language, theme, undo, list, saving, help; zoom buttons on the network.
function drawMenus() {
  document.getElementById('skip').textContent = say('skip');
  const notice = document.getElementById('notice');
  notice.hidden = !D.notice;
  if (D.notice) notice.replaceChildren(bdi(labelOf(D.notice)));
  const site = document.getElementById('site');
  if (site) { site.setAttribute('aria-label', say('site')); site.replaceChildren(...liveLinks()); }
  const tools = document.getElementById('tools');
  tools.setAttribute('aria-label', say('export'));
  const focused = document.activeElement && tools.contains(document.activeElement) ? document.activeElement.id : null;
  tools.replaceChildren(
    tool('undo', 'undo', undo, { disabled: !past.length }), tool('redo', 'redo', redo, { disabled: !future.length }),
    tool('filters', 'filter', () => togglePanel(), { 'aria-pressed': String(S.panel) }), tool('list', 'list', () => (S.list ? closeCard() : openList('ties')), { 'aria-pressed': String(Boolean(S.list)) }),
    saveMenu(), tool('theme', 'theme', toggleTheme), tool('help', 'help', openHelp),
    el('button', { type: 'button', id: 'tool-language', class: 'language', lang: language === 'ar' ? 'en' : 'ar', title: say('language_hint'), onclick: switchLanguage }, say('language')));
  if (focused) { const back = document.getElementById(focused); if (back) back.focus(); }
}

function tool(key, iconName, onclick, attributes) {
  return button(say(key), onclick, { id: 'tool-' + key, class: 'tool', ...attributes }, icon(iconName));
}

function saveMenu() {
  const entries = [['png', savePng], ['svg', saveSvg], ['csv', saveCsv], ['gexf', saveGexf], ['link', copyLink], ['print', () => window.print()]];
  const close = () => { menu.hidden = true; opener.setAttribute('aria-expanded', 'false'); };
  const menu = el('div', { class: 'menu', role: 'menu', hidden: true, onkeydown: (event) => menuKey(event, menu, opener, close) },
    entries.map(([key, act]) => el('button', { type: 'button', role: 'menuitem', id: 'save-' + key, onclick: () => { close(); opener.focus(); act(); } }, say(key))));
  const opener = button(say('export'), () => {
    menu.hidden = !menu.hidden;
    opener.setAttribute('aria-expanded', String(!menu.hidden));
    if (!menu.hidden) menu.firstChild.focus();
  }, { id: 'tool-save', class: 'tool wide', 'aria-haspopup': 'menu', 'aria-expanded': 'false' }, icon('save'), el('span', {}, say('export')));
  const holder = el('div', { class: 'holder', onfocusout: (event) => { if (event.relatedTarget && !holder.contains(event.relatedTarget)) close(); } }, opener, menu);
  return holder;
}

function menuKey(event, menu, opener, close) {
  const items = [...menu.children], at = items.indexOf(document.activeElement);
  if (event.key === 'ArrowDown') items[(at + 1) % items.length].focus();
  else if (event.key === 'ArrowUp') items[(at + items.length - 1) % items.length].focus();
  else if (event.key === 'Escape') { close(); opener.focus(); }
  else return;
  event.preventDefault();
  event.stopPropagation();
}

async function copyLink() {
  writeAddress(true);
  try {
    await navigator.clipboard.writeText(window.location.href);
    toast(say('link_copied'));
  } catch {
    toast(copyByHand(window.location.href) ? say('link_copied') : say('link_manual'));
  }
}

function copyByHand(text) {
  const field = el('textarea', { class: 'unseen', 'aria-hidden': 'true' });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  return done;
}

function switchLanguage() {
  language = language === 'ar' ? 'en' : 'ar';
  refresh('language');
}

const darkWanted = window.matchMedia('(prefers-color-scheme: dark)');
function themeNow() {
  return S.printing ? 'light' : S.theme || (darkWanted.matches ? 'dark' : 'light');
}

function toggleTheme() {
  S.theme = themeNow() === 'dark' ? 'light' : 'dark';
  refresh('theme');
}

function openHelp() {
  const box = document.getElementById('help');
  box.replaceChildren(
    el('div', { class: 'card-head' }, el('h2', {}, say('help_title')), button(say('close'), () => box.close(), { class: 'quiet' }, icon('close'))),
    ...WORDS[language].help_text.map((line) => el('p', {}, line)),
    el('dl', {}, WORDS[language].keys.map(([key, what]) => [el('dt', {}, el('kbd', { dir: 'ltr' }, key)), el('dd', {}, what)]).flat()));
  box.showModal();
}

function drawZoomer() {
  document.getElementById('zoomer').replaceChildren(
    button(say('zoom_in'), () => zoomBy(1.4), {}, icon('plus')), button(say('zoom_out'), () => zoomBy(1 / 1.4), {}, icon('minus')), button(say('fit'), () => { fit(); settled(); }, {}, icon('fit')));
}
