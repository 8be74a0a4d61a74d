/** Longest text that the message lab takes; Telegram ends a post at half of it. */
export const LAB_TEXT_LIMIT = 8000;
