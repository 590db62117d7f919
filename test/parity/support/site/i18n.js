/** A host whose words nobody translates. */
export default undefined;
