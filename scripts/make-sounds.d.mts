export function soundFiles(): readonly { readonly name: string; readonly bytes: Buffer }[];
