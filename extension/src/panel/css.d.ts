/** A stylesheet, compiled by `extension/styles.mjs`. */
declare module '*.css' {
  const text: string;
  export default text;
}
