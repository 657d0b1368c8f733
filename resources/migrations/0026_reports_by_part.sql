DROP INDEX `report_made_workspace`;--> statement-breakpoint
DROP INDEX `report_made_due`;--> statement-breakpoint
ALTER TABLE `report_made` ADD `part_id` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `report_made_client` ON `report_made` (`workspace_id`,`part_id`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `report_made_due` ON `report_made` (`workspace_id`,`part_id`,`due_at`);--> statement-breakpoint
CREATE TABLE `__new_report_logo` (
	`workspace_id` integer NOT NULL,
	`part_id` integer DEFAULT 0 NOT NULL,
	`kind` text NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`bytes` blob NOT NULL,
	PRIMARY KEY(`workspace_id`, `part_id`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_report_logo`("workspace_id", "part_id", "kind", "width", "height", "bytes") SELECT "workspace_id", 0, "kind", "width", "height", "bytes" FROM `report_logo`;--> statement-breakpoint
DROP TABLE `report_logo`;--> statement-breakpoint
ALTER TABLE `__new_report_logo` RENAME TO `report_logo`;--> statement-breakpoint
CREATE TABLE `__new_report_plan` (
	`workspace_id` integer NOT NULL,
	`part_id` integer DEFAULT 0 NOT NULL,
	`every` text NOT NULL,
	`day` integer NOT NULL,
	`minute` integer NOT NULL,
	`formats` text NOT NULL,
	`is_on` integer NOT NULL,
	`settled_at` integer NOT NULL,
	`problem_code` text,
	`problem_data` text,
	`problem_at` integer,
	`failures` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`workspace_id`, `part_id`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_report_plan`("workspace_id", "part_id", "every", "day", "minute", "formats", "is_on", "settled_at", "problem_code", "problem_data", "problem_at", "failures") SELECT "workspace_id", 0, "every", "day", "minute", "formats", "is_on", "settled_at", "problem_code", "problem_data", "problem_at", "failures" FROM `report_plan`;--> statement-breakpoint
DROP TABLE `report_plan`;--> statement-breakpoint
ALTER TABLE `__new_report_plan` RENAME TO `report_plan`;--> statement-breakpoint
ALTER TABLE `mailbox` ADD `spelling` text;--> statement-breakpoint
ALTER TABLE `mailbox` ADD `daily_limit` integer;--> statement-breakpoint
ALTER TABLE `workspace` ADD `mailboxes_at` integer;--> statement-breakpoint
ALTER TABLE `workspace` ADD `plan_cents` integer;--> statement-breakpoint
ALTER TABLE `workspace` ADD `plan_interval` text;--> statement-breakpoint
ALTER TABLE `workspace` ADD `plan_at` integer;--> statement-breakpoint
ALTER TABLE `workspace` ADD `plan_until` integer;--> statement-breakpoint
-- Sending accounts that editing campaigns remembered apart from the mailboxes: what only they told is kept.
-- Each step is held by itself: what cannot be read is left out before anything is asked of it.
INSERT INTO `mailbox` (`workspace_id`, `email`, `spelling`, `daily_limit`, `status`, `pulled_at`)
  WITH kept AS MATERIALIZED (
    SELECT s.`workspace_id` AS client, s.`value` AS value FROM `setting` s JOIN `workspace` w ON w.`id` = s.`workspace_id`
      WHERE s.`key` = 'campaignSenders' AND json_valid(s.`value`)),
  sender AS MATERIALIZED (
    SELECT client, json_extract(kept.value, '$.at') AS at, e.value AS sender FROM kept, json_each(kept.value, '$.senders') e
      WHERE e.type = 'object'),
  named AS MATERIALIZED (
    SELECT client, at, trim(sender ->> '$.email') AS email, sender ->> '$.dailyLimit' AS daily_limit,
      nullif(sender ->> '$.status', 0) AS status FROM sender
      WHERE json_type(sender, '$.email') = 'text' AND typeof(at) = 'integer')
  SELECT client, lower(email), email, daily_limit, status, at FROM named WHERE email <> ''
  ON CONFLICT (`workspace_id`, `email`) DO UPDATE SET `spelling` = excluded.`spelling`, `daily_limit` = excluded.`daily_limit`;--> statement-breakpoint
UPDATE `mailbox` SET `spelling` = NULL WHERE `spelling` = `email`;--> statement-breakpoint
UPDATE `workspace` SET `mailboxes_at` = (SELECT max(m.`pulled_at`) FROM `mailbox` m WHERE m.`workspace_id` = `workspace`.`id`);--> statement-breakpoint
DELETE FROM `setting` WHERE `key` = 'campaignSenders';--> statement-breakpoint
CREATE TABLE `__new_export_difference` (
	`export_id` integer NOT NULL,
	`position` integer NOT NULL,
	`workspace_id` integer NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`export_id`, `position`, `at`),
	FOREIGN KEY (`export_id`) REFERENCES `export_run`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_export_difference`("export_id", "position", "workspace_id", "kind", "at") SELECT "export_id", "position", "workspace_id", "kind", "at" FROM `export_difference`;--> statement-breakpoint
DROP TABLE `export_difference`;--> statement-breakpoint
ALTER TABLE `__new_export_difference` RENAME TO `export_difference`;--> statement-breakpoint
CREATE INDEX `inbox_thread_client_interest` ON `inbox_thread` (`workspace_id`,`interest`,`campaign_id`) WHERE "inbox_thread"."interest" is not null;