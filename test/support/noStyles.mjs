/** In the place of a stylesheet. */
export default '';
