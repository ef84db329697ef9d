export const greeting = "Grüße";
