/** [height, width, channels] of one picture. */
export interface ImageShape {
  height: number;
  width: number;
  channels: number;
}

/** A labelled set of pictures. Memory may be shared between threads. */
export interface Examples extends ImageShape {
  count: number;
  classes: number;
  /** [count, height, width, channels], row-major; trained as x/255. */
  pixels: Uint8Array;
  /** [count], each below `classes`. */
  labels: Uint8Array;
}

/** A data set as it is trained and tested on. */
export interface Dataset {
  train: Examples;
  test: Examples;
}
