/** The address of a drawing, hashed by the build. */
declare module '*.svg' {
  const address: string;
  export default address;
}
