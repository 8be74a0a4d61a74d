/** Rule ids of the law as people write them: its sections carry a section sign (S1-4 → §1-4). */
export const ruleText = (id: string): string => id.replace(/^S(?=\d)/, '§');
