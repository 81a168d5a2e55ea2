// Writes into the places of a sheet; arguments: what was written, the hand. Gives boxes in CSS pixels.
const [said, hand, paper] = arguments;
let seed = hand.seed;
const rnd = () => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed / 2147483648; };
const span = (a, b) => a + (b - a) * rnd();
const sheet = document.getElementById("sheet");
// Fit to one page, as Excel does.
sheet.style.width = Math.max(paper[0], sheet.scrollWidth) + "px";
const scale = Math.min(1, paper[0] / sheet.scrollWidth, paper[1] / sheet.scrollHeight);
sheet.style.transform = `scale(${scale})`;
const box = e => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
const out = {};
const layer = document.body;
function stroke(points, width) {
  const s = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  s.setAttribute("class", "ink"); s.style.left = "0"; s.style.top = "0"; s.setAttribute("width", 1); s.setAttribute("height", 1);
  const p = document.createElementNS("http://www.w3.org/2000/svg", "path");
  p.setAttribute("d", points); p.setAttribute("fill", "none"); p.setAttribute("stroke", hand.colour);
  p.setAttribute("stroke-width", width || hand.pen); p.setAttribute("stroke-linecap", "round"); p.setAttribute("stroke-linejoin", "round");
  s.appendChild(p); layer.appendChild(s); return p;
}
function sign(kind, l, t, r, b) {
  const h = Math.min(b - t, 26) * span(.5, .8), x = (l + r) / 2 + span(-.15, .15) * (r - l), y = (t + b) / 2 + span(-2, 2);
  if (kind === "tick") return stroke(`M${x - h * .3} ${y} Q${x - h * .15} ${y + h * .2} ${x - h * .1} ${y + h * .45} Q${x + h * .1} ${y - h * .1} ${x + h * span(.4, .7)} ${y - h * .5}`);
  if (kind === "cross") return stroke(`M${x - h * .35} ${y - h * .4} L${x + h * .35} ${y + h * .4} M${x + h * .35} ${y - h * .4} L${x - h * .35} ${y + h * .4}`);
  if (kind === "dash") return stroke(`M${x - h * span(.3, .5)} ${y + span(-1, 1)} L${x + h * span(.3, .5)} ${y + span(-1, 1)}`);
  if (kind === "ditto") return stroke(`M${x - 2.5} ${y - 4} l${span(-1, 0)} 6 M${x + 2.5} ${y - 4} l${span(-1, 0)} 6`);
}
function words(text, l, t, r, b, wrong) {
  const e = document.createElement("div"); e.className = "ink"; e.textContent = (wrong ? wrong + " " : "") + text;
  let size = hand.size * Math.min(1.15, Math.max(.8, (b - t) / 24)) * span(.93, 1.07);
  e.style.cssText += `;font-family:'${hand.face}';color:${hand.colour};font-size:${size}px;letter-spacing:${hand.gap}px;-webkit-text-stroke:${hand.bold}px ${hand.colour}`;
  layer.appendChild(e);
  const room = (r - l) - 3, wide = e.getBoundingClientRect().width;
  if (wide > room * hand.over) {
    let f = room * hand.over / wide;
    if (f < .62 && text.includes(" ")) { e.style.whiteSpace = "normal"; e.style.width = room + "px"; f = .62; e.style.lineHeight = ".85"; }
    size *= Math.max(f, .5); e.style.fontSize = size + "px";
  }
  const s = e.getBoundingClientRect();
  const left = hand.centre || r - l < 50 ? l + Math.max(1, (room - s.width) / 2) : l + span(2, Math.max(3, Math.min(12, room - s.width)));
  e.style.left = left + "px"; e.style.top = ((t + b - s.height) / 2 + span(-2.5, 2.5) - hand.lift) + "px";
  e.style.transform = `rotate(${hand.turn + span(-.8, .8)}deg) skewX(${hand.slant}deg)`;
  if (wrong) {
    const range = document.createRange(); range.setStart(e.firstChild, 0); range.setEnd(e.firstChild, wrong.length);
    const w = range.getBoundingClientRect(); stroke(`M${w.left} ${(w.top + w.bottom) / 2 + 2} L${w.right} ${(w.top + w.bottom) / 2 - 2}`, hand.pen * 1.2);
  }
  return e;
}
for (const e of document.querySelectorAll("[data-cell]")) out[e.dataset.cell] = { box: box(e), ink: box(e) };
for (const e of document.querySelectorAll(".w")) {
  const key = e.dataset.key, w = said[key], [l, t, r, b] = box(e); out[key] = { box: [l, t, r, b], ink: null };
  if (w.state === "blank") continue;
  const made = w.drawn === "text" ? words(w.text, l, t, r, b, w.wrong) : sign(w.drawn, l, t, r, b);
  out[key].ink = box(made);
}
const groups = {};
for (const e of document.querySelectorAll(".o")) (groups[e.dataset.opt] ||= []).push(e);
for (const [name, all] of Object.entries(groups)) {
  const w = said["opt:" + name], rects = all.map(box), whole = [Math.min(...rects.map(r => r[0])), Math.min(...rects.map(r => r[1])), Math.max(...rects.map(r => r[2])), Math.max(...rects.map(r => r[3]))];
  const key = "opt:" + name; out[key] = { box: whole, ink: null };
  if (w.state === "blank") continue;
  const on = all.find(e => e.dataset.on === "1"), [l, t, r, b] = box(on), tick = on.querySelector(".box");
  let made;
  if (tick) { const k = box(tick); made = sign(hand.cross ? "cross" : "tick", k[0], k[1], k[2], k[3]); }
  else if (w.drawn === "strike" && all.length < 4) for (const e of all) { if (e !== on) { const k = box(e), y = (k[1] + k[3]) / 2; made = stroke(`M${k[0] - 2} ${y + span(-2, 2)} L${k[2] + 2} ${y + span(-2, 2)}`); } }
  else if (w.drawn === "tick") made = sign("tick", l, t - 4, r, b - 2);
  else { const x = (l + r) / 2, y = (t + b) / 2, a = (r - l) / 2 + span(3, 7), c = (b - t) / 2 + span(1, 4);
    made = stroke(`M${x - a} ${y + 1} C${x - a} ${y - c * 1.3} ${x + a} ${y - c * 1.3} ${x + a} ${y} S${x - a} ${y + c * 1.4} ${x - a + 2} ${y - 3}`); }
  out[key].ink = box(made);
}
return out;
