/** Shapes of libraries that ship no types of their own, as far as we call them. */
declare module 'html-encoding-sniffer' {
  function sniffHtmlEncoding(
    bytes: Uint8Array,
    options?: { xml?: boolean; transportLayerEncodingLabel?: string; defaultEncoding?: string },
  ): string;
  export = sniffHtmlEncoding;
}
