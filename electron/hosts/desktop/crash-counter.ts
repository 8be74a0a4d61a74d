/** True once more than `allowed` crashes lie within the window: reloading for ever would hide the fault. */
export function createCrashCounter(allowed: number, windowMs: number): (at: number) => boolean {
  let crashes: number[] = [];
  return (at) => {
    crashes = [...crashes.filter((earlier) => earlier > at - windowMs), at];
    return crashes.length > allowed;
  };
}
