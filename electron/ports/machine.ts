/** The data folder while this process owns it. */
export interface DataFolder {
  readonly path: string;
  /** Gives the folder back; a killed process gives it back by dying. */
  release(): void;
}
