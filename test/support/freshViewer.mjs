export { requireFreshViewer as default } from './freshBuild.mjs';
