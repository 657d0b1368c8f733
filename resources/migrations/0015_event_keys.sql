-- By hand: the index goes before the table that has its name; both tables are WITHOUT ROWID; keys come over in order.
DROP INDEX `event_key`;--> statement-breakpoint
CREATE TABLE `event_key` (
	`workspace_id` integer NOT NULL,
	`contact_id` integer NOT NULL,
	`at` integer NOT NULL,
	`type` integer NOT NULL,
	`hash` integer NOT NULL,
	`event_id` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `contact_id`, `at`, `type`, `hash`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `event_key_fresh` (
	`workspace_id` integer NOT NULL,
	`contact_id` integer NOT NULL,
	`at` integer NOT NULL,
	`type` integer NOT NULL,
	`hash` integer NOT NULL,
	`event_id` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `contact_id`, `at`, `type`, `hash`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `event_key` (`workspace_id`, `contact_id`, `at`, `type`, `hash`, `event_id`)
  SELECT `workspace_id`, `contact_id`, `at`, `type`, `hash`, `id` FROM `event` ORDER BY 1, 2, 3, 4, 5;
