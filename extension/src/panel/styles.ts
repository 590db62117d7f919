/**
 * What OHIF's compiled Tailwind does not have. Colours are its CSS variables, sizes follow its panels;
 * every class starts with `mp-`.
 */
const STYLES = `
.mp-panel { position: relative; flex: 1 1 auto; height: 100%; min-height: 0; color-scheme: dark; user-select: text; container-type: inline-size; overflow-x: hidden; overflow-y: auto; scroll-padding-top: 72px; padding: 0 2px; font-variant-numeric: tabular-nums; line-height: 1.35; }
:where(.mp-panel) :where(p, dl, dd, ul, h2, h3, h4) { margin: 0; padding: 0; list-style: none; }
.mp-panel p, .mp-panel dd, .mp-panel li { overflow-wrap: anywhere; }
.mp-section-content { padding: 4px 6px 10px; }
.mp-stack { display: flex; flex-direction: column; gap: 8px; }
.mp-number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.mp-button-primary { background: hsl(var(--primary) / 0.72); }
.mp-button-primary:hover { background: hsl(var(--primary) / 0.8); }
.mp-button-secondary { background: hsl(var(--secondary) / 0.85); }
.mp-button-secondary:hover { background: hsl(var(--secondary)); }
.mp-button[aria-disabled='true'] { opacity: 0.5; cursor: default; }

.mp-banner { position: sticky; top: 0; z-index: 1; padding: 6px 8px 6px 10px; margin: 2px 0; border-left: 3px solid rgb(236 201 75); background: hsl(var(--muted)); }

.mp-notice { display: grid; grid-template-columns: 16px minmax(0, 1fr); gap: 6px; padding: 3px 0; }
.mp-notice-actions { display: flex; flex-wrap: wrap; align-items: center; gap: 4px; margin: 6px 0; }
.mp-warnings { display: flex; flex-direction: column; }

.mp-lesion { display: flex; align-items: center; height: 28px; margin-bottom: 1px; border-radius: 4px; padding-right: 2px; }
.mp-lesion label { flex: 1; min-width: 0; display: grid; grid-template-columns: 16px minmax(0, 1fr) 48px 62px; gap: 6px; align-items: center; height: 100%; padding: 0 4px 0 6px; cursor: pointer; }
.mp-lesion input { accent-color: hsl(var(--highlight)); margin: 0; }
.mp-outline { padding: 2px 0 0 6px; }
.mp-nodule { border-radius: 4px; padding: 4px 8px; margin-top: 4px; }
.mp-nodule-size { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 8px; align-items: center; min-height: 28px; }
.mp-nodule-size input { width: 100%; accent-color: hsl(var(--highlight)); margin: 0; }
.mp-source { padding: 2px 0 0 28px; }

.mp-select { background: hsl(var(--background)); }
.mp-select option { background: hsl(var(--popover)); }
.mp-patient { display: grid; grid-template-columns: 66px minmax(0, 1fr) minmax(0, 1fr); gap: 6px; }

.mp-run { padding: 4px 6px 8px; }
.mp-run-buttons { display: flex; gap: 4px; }
.mp-background { padding-top: 6px; }
.mp-background-job { display: flex; align-items: center; justify-content: space-between; gap: 6px; }
.mp-run-buttons > * { min-width: 0; }
.mp-place { display: grid; grid-template-columns: 48px minmax(0, 1fr); align-items: center; gap: 2px 6px; margin-bottom: 6px; }
.mp-place-why { grid-column: 1 / -1; }
.mp-model { display: flex; align-items: center; justify-content: space-between; gap: 6px; margin: 0 -6px 6px 0; }
.mp-model > :last-child { margin-right: 2px; }
.mp-model > span { overflow-wrap: anywhere; }
.mp-model:has(select) { flex-wrap: wrap; justify-content: end; margin-right: 0; }
.mp-model select { flex: 1 0 100%; font-size: 12px; }
.mp-run-status { min-height: 36px; padding-top: 6px; }
.mp-progress { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 4px; align-items: center; }
.mp-progress-track { grid-column: 1 / -1; height: 4px; border-radius: 2px; background: hsl(var(--input)); overflow: hidden; }
.mp-progress-bar { height: 100%; background: hsl(var(--highlight)); transition: width 0.2s; }

.mp-stale { opacity: 0.78; filter: grayscale(1); }
.mp-genes { display: flex; flex-direction: column; gap: 10px; }
.mp-gene { display: grid; grid-template-columns: minmax(0, 1fr) auto; column-gap: 8px; align-items: baseline; }
.mp-gene .mp-axis, .mp-gene-reading, .mp-gene-set { grid-column: 1 / -1; }
.mp-axis { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; column-gap: 8px; align-items: center; }
.mp-bar { position: relative; height: 18px; }
.mp-bar span { position: absolute; }
.mp-bar-line { left: 0; right: 0; top: 8px; height: 2px; border-radius: 1px; background: hsl(var(--input)); }
.mp-bar-band, .mp-legend-band { background: repeating-linear-gradient(135deg, hsl(var(--muted-foreground) / 0.6) 0 1px, hsl(var(--muted-foreground) / 0.15) 1px 3px); }
.mp-bar-band { top: 4px; bottom: 4px; border-radius: 1px; }
.mp-bar-threshold { top: 1px; bottom: 1px; width: 2px; margin-left: -1px; background: hsl(var(--foreground)); }
.mp-bar-range { top: 8px; height: 2px; background: hsl(var(--highlight)); }
.mp-bar-range::before, .mp-bar-range::after { content: ''; position: absolute; top: -2px; width: 1px; height: 6px; background: hsl(var(--highlight)); }
.mp-bar-range::before { left: 0; }
.mp-bar-range::after { right: 0; }
.mp-bar-dot { top: 4px; width: 10px; height: 10px; margin-left: -5px; border-radius: 50%; background: hsl(var(--highlight)); box-shadow: 0 0 0 2px hsl(var(--background)); }
.mp-legend { display: flex; flex-wrap: wrap; gap: 0 10px; padding-top: 4px; }
.mp-legend span { display: inline-flex; align-items: center; gap: 4px; white-space: nowrap; }
.mp-legend-threshold { width: 2px; height: 10px; background: hsl(var(--foreground)); }
.mp-legend-band { width: 12px; height: 8px; }
.mp-legend-range { width: 12px; height: 6px; border: 1px solid hsl(var(--highlight)); border-width: 0 1px; background: linear-gradient(hsl(var(--highlight)), hsl(var(--highlight))) center / 100% 1px no-repeat; }

.mp-thumbnails { display: flex; justify-content: space-between; gap: 2px; }
.mp-thumbnails button { line-height: 0; border-radius: 2px; overflow: hidden; outline: 1px solid transparent; outline-offset: 1px; }
.mp-thumbnails button[aria-current='true'] { outline-color: hsl(var(--highlight)); }
.mp-thumbnails button:focus-visible, .mp-view:focus-visible { outline: 2px solid hsl(var(--ring)); outline-offset: 1px; }
.mp-view-large { display: grid; grid-template-columns: 152px minmax(0, 1fr); gap: 8px; }
.mp-view { position: relative; line-height: 0; cursor: crosshair; border-radius: 2px; }
.mp-view .mp-cross { display: none; position: absolute; width: 15px; height: 15px; margin: -7px 0 0 -7px; background: linear-gradient(hsl(var(--foreground)), hsl(var(--foreground))) center / 1px 100% no-repeat, linear-gradient(hsl(var(--foreground)), hsl(var(--foreground))) center / 100% 1px no-repeat; mix-blend-mode: difference; pointer-events: none; }
.mp-view:focus-visible .mp-cross { display: block; }
.mp-edge { position: absolute; font-size: 10px; line-height: 12px; color: hsl(var(--foreground) / 0.75); text-shadow: 0 0 2px #000, 0 0 2px #000; pointer-events: none; }
.mp-edge::before { content: attr(data-edge); }
.mp-edge-left { left: 3px; top: 50%; transform: translateY(-50%); }
.mp-edge-right { right: 3px; top: 50%; transform: translateY(-50%); }
.mp-edge-top { top: 2px; left: 50%; transform: translateX(-50%); }
.mp-edge-bottom { bottom: 2px; left: 50%; transform: translateX(-50%); }
.mp-contribution { padding: 4px 0; }
.mp-contribution dd { display: flex; justify-content: space-between; }

.mp-groups li > div { display: grid; grid-template-columns: 96px minmax(0, 1fr) 44px; gap: 6px; align-items: center; padding-top: 2px; }
.mp-group-bar { position: relative; height: 10px; background: linear-gradient(hsl(var(--input)), hsl(var(--input))) center / 1px 100% no-repeat; }
.mp-group-bar span { position: absolute; top: 2px; bottom: 2px; border-radius: 1px; background: hsl(var(--highlight)); }
.mp-details summary { cursor: pointer; }
.mp-details dl > div { display: grid; grid-template-columns: 68px minmax(0, 1fr); gap: 6px; padding-top: 2px; }
.mp-withheld > :first-child { margin-left: -8px; }
.mp-report { position: sticky; bottom: 0; padding: 8px 0 4px; background: hsl(var(--background)); }
.mp-panel:focus { outline: none; }
.mp-panel::after { content: ''; display: block; height: 16px; }
.mp-report-buttons { display: flex; flex-wrap: wrap; align-items: center; gap: 4px; }

.mp-lesions { width: 100%; border-collapse: collapse; }
.mp-lesions th { font-weight: 400; text-align: left; padding: 0; }
.mp-lesions td { padding: 3px 4px; vertical-align: top; }
.mp-lesions td > span, .mp-lesions th > button > span { display: block; text-align: left; }
.mp-lesions th > button { width: 100%; padding: 3px 4px; text-align: left; border-radius: 2px; }
.mp-lesions thead th > button { white-space: nowrap; }
.mp-lesions thead th > button > span { display: inline; }
.mp-lesions th > button:focus-visible { outline: 1px solid hsl(var(--ring)); }
.mp-lesions tbody tr { cursor: pointer; border-top: 1px solid hsl(var(--input) / 0.6); }
.mp-lesions tbody tr[aria-current='true'] { box-shadow: inset 2px 0 hsl(var(--highlight)); }
.mp-lesions tbody th > button { padding-bottom: 0; }
.mp-lesions-size { display: block; padding: 0 4px 3px; }
.mp-lesions-name { overflow-wrap: anywhere; }
.mp-lesions td > .mp-lesions-notes { display: flex; align-items: center; gap: 2px; }

.mp-features-choice { display: grid; grid-template-columns: 44px minmax(0, 1fr); gap: 4px 6px; align-items: center; }
.mp-features-search { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 8px; align-items: center; }
.mp-features-table { max-height: 300px; overflow-y: auto; overflow-x: hidden; border-radius: 4px; }
.mp-features-table:focus-visible { outline: 1px solid hsl(var(--ring)); }
.mp-features-table table { width: 100%; border-collapse: collapse; table-layout: fixed; }
.mp-features-table th { font-weight: 400; text-align: left; overflow-wrap: break-word; padding: 1px 4px 1px 6px; }
.mp-features-table th[scope='row'] { padding-left: 16px; text-indent: -10px; }
.mp-features-table th[scope='rowgroup'] { position: sticky; top: 0; padding: 3px 6px; }
.mp-features-table td { padding: 1px 4px; vertical-align: top; }
.mp-features-value { width: 80px; }
.mp-features-unit { width: 54px; }
.mp-features-copy { margin-left: -8px; }
#mp-features-status:empty { display: none; }
.mp-features-table td { white-space: nowrap; }
.mp-check { display: grid; grid-template-columns: 16px minmax(0, 1fr); gap: 6px; align-items: start; cursor: pointer; }
.mp-check input { accent-color: hsl(var(--highlight)); margin: 2px 0 0; }

.mp-earlier { display: flex; align-items: center; justify-content: space-between; gap: 6px; padding: 3px 2px 3px 6px; margin-bottom: 1px; border-radius: 4px; }
.mp-earlier-line { display: flex; flex-wrap: wrap; column-gap: 9px; }
.mp-earlier-line > * { white-space: nowrap; }
.mp-earlier-unreadable { padding: 3px 6px; }
.mp-prior-heading { padding-top: 8px; }
.mp-prior { padding: 4px 4px 4px 6px; margin-bottom: 2px; border-radius: 4px; }
.mp-prior-head { display: flex; align-items: center; justify-content: space-between; gap: 6px; }
.mp-prior-answer { display: flex; align-items: center; justify-content: space-between; gap: 6px; }
.mp-prior-buttons { display: flex; flex-shrink: 0; }
.mp-then-now { width: 100%; border-collapse: collapse; }
.mp-then-now th { font-weight: 400; text-align: right; padding: 1px 0 1px 6px; }
.mp-then-now th[scope='row'] { text-align: left; padding-left: 0; }
.mp-then-now td { padding: 1px 0 1px 6px; }
.mp-reported-features { max-height: 220px; overflow-y: auto; }
.mp-reported-features li { display: flex; justify-content: space-between; gap: 8px; padding: 1px 4px 1px 0; }
.mp-reported-features li > span:first-child { min-width: 0; overflow-wrap: break-word; hyphens: auto; }
.mp-difference { padding: 6px 8px; margin: 4px 0 8px; border-radius: 4px; }

.mp-dialog { width: min(640px, 90vw); max-height: 80vh; padding: 0; border: 1px solid hsl(var(--input)); border-radius: 6px; }
.mp-dialog::backdrop { background: rgb(0 0 0 / 0.6); }
.mp-dialog-bar { display: flex; align-items: center; justify-content: space-between; padding: 6px 6px 6px 16px; }
.mp-card { max-height: calc(80vh - 44px); overflow-y: auto; padding: 12px 16px 16px; line-height: 1.5; }
.mp-card :is(h3, h4, h5, h6) { margin: 14px 0 4px; font-weight: 600; }
.mp-card [data-level='1'] { font-size: 1rem; margin-top: 0; }
.mp-card p, .mp-card ul, .mp-card ol, .mp-card pre, .mp-card table { margin: 0 0 8px; }
.mp-card ul { list-style: disc; padding-left: 18px; }
.mp-card ol { list-style: decimal; padding-left: 18px; }
.mp-card li { list-style: inherit; }
.mp-card pre, .mp-card code { background: hsl(var(--background) / 0.5); border-radius: 3px; }
.mp-card pre { padding: 8px; overflow-x: auto; }
.mp-card th, .mp-card td { padding: 2px 10px 2px 0; text-align: left; vertical-align: top; }
.mp-card a { text-decoration: underline; }

.mp-why-row { display: flex; align-items: center; gap: 8px; }
.mp-why { width: fit-content; max-width: 96vw; max-height: 94vh; }
.mp-why-body { display: flex; align-items: flex-start; gap: 16px; padding: 12px 16px 16px; max-height: calc(94vh - 40px); overflow-y: auto; }
.mp-why-images { display: grid; grid-template-columns: repeat(var(--mp-columns), calc(min(94vh - 92px, 62vw) / max(var(--mp-columns), var(--mp-rows)) - 26px)); gap: 8px; }
.mp-why-tile { margin: 0; min-width: 0; }
.mp-why-frame { position: relative; }
.mp-why-go { position: absolute; inset: 0; width: 100%; cursor: crosshair; border-radius: 2px; }
.mp-why-go:focus-visible { outline: 2px solid hsl(var(--ring)); outline-offset: 1px; }
.mp-why-image { position: relative; overflow: hidden; border-radius: 2px; background: #000; }
.mp-why-image canvas, .mp-why-image svg { position: absolute; inset: 0; width: 100%; height: 100%; }
.mp-why-image path { fill: none; stroke: hsl(var(--highlight)); stroke-width: 1.25px; }
.mp-why-side { flex: 0 0 272px; }
.mp-measured { width: min(560px, 92vw); }
.mp-measured-body { max-height: 72vh; overflow-y: auto; padding: 10px 12px; }
.mp-measured-table { width: 100%; border-collapse: collapse; margin-top: 4px; }
.mp-measured-table th { font-weight: 400; text-align: left; overflow-wrap: anywhere; padding: 1px 8px 1px 0; }
.mp-measured-table td { padding: 1px 0 1px 8px; vertical-align: top; }
.mp-map-controls { display: flex; flex-direction: column; gap: 6px; }
.mp-map-control { display: grid; grid-template-columns: 72px minmax(0, 1fr) 40px; gap: 6px; align-items: center; min-height: 22px; }
.mp-map-control > .mp-select { grid-column: 2 / -1; }
.mp-map-control input[type='range'] { width: 100%; margin: 0; accent-color: hsl(var(--highlight)); }
.mp-map-legend { display: grid; grid-template-columns: 1fr 1fr; gap: 2px 8px; }
.mp-map-legend > :first-child { grid-column: 1 / -1; height: 10px; border-radius: 2px; outline: 1px solid hsl(var(--input)); }
.mp-map-legend > :last-child { text-align: right; }
.mp-map-strip { padding: 6px 8px 8px; border-radius: 4px; }
.mp-map-strip-head { display: flex; align-items: center; justify-content: space-between; gap: 6px; margin-bottom: 4px; }
@media (max-width: 900px) { .mp-why-body { flex-direction: column; } .mp-why-side { flex-basis: auto; } }

@container (min-width: 420px) {
  .mp-view-large { grid-template-columns: minmax(152px, 45%) minmax(0, 1fr); }
  .mp-lesions td:not(:last-child) > span { display: inline; margin-right: 6px; }
  .mp-view canvas { width: 100% !important; height: auto !important; }
}
.mp-views-read { grid-column: 1 / -1; margin-top: 4px; }
.mp-views-read > div { display: flex; flex-wrap: wrap; gap: 0 8px; }
.mp-views-read dt { flex: 1 0 40%; }
@media (prefers-reduced-motion: reduce) { .mp-progress-bar { transition: none; } }
@media (pointer: coarse) {
  .mp-panel button, .mp-panel select, .mp-panel summary, .mp-panel input:not([type='radio']), .mp-lesion { min-height: 40px; }
  .mp-panel button { min-width: 40px; }
  .mp-thumbnails { flex-wrap: wrap; }
}
`;

const STYLE_ELEMENT_ID = 'mutation-prediction-styles';

/** Adds the panel's stylesheet to the page, once. */
export function injectStyles(): void {
  if (document.getElementById(STYLE_ELEMENT_ID)) return;
  const style = document.createElement('style');
  style.id = STYLE_ELEMENT_ID;
  style.textContent = STYLES;
  document.head.append(style);
}
