CREATE TABLE `alert_mute` (
	`workspace_id` integer NOT NULL,
	`subject` text NOT NULL,
	`kind` text NOT NULL,
	`muted_at` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `subject`, `kind`)
);
--> statement-breakpoint
CREATE TABLE `alert_state` (
	`workspace_id` integer NOT NULL,
	`key` text NOT NULL,
	`since` integer NOT NULL,
	`told_level` text,
	`aside_level` text,
	`snoozed_until` integer,
	PRIMARY KEY(`workspace_id`, `key`)
);
--> statement-breakpoint
CREATE TABLE `client_part` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`name` text NOT NULL,
	`search_name` text NOT NULL,
	`colour` integer NOT NULL,
	`created_at` text NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `client_part_name` ON `client_part` (`workspace_id`,`search_name`);--> statement-breakpoint
CREATE TABLE `client_rule` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`part_id` integer NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	FOREIGN KEY (`part_id`) REFERENCES `client_part`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `client_rule_workspace` ON `client_rule` (`workspace_id`,`position`);--> statement-breakpoint
CREATE INDEX `client_rule_part` ON `client_rule` (`part_id`);--> statement-breakpoint
CREATE TABLE `mailbox` (
	`workspace_id` integer NOT NULL,
	`email` text NOT NULL,
	`status` integer,
	`warmup_status` integer,
	`warmup_score` integer,
	`message` text,
	`failing_since` integer,
	`campaign_ids` text,
	`pulled_at` integer NOT NULL,
	`gone_at` integer,
	PRIMARY KEY(`workspace_id`, `email`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `campaign` ADD `part_id` integer REFERENCES client_part(id);--> statement-breakpoint
ALTER TABLE `campaign` ADD `part_rule_id` integer;--> statement-breakpoint
ALTER TABLE `campaign` ADD `part_by_hand` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `campaign_part` ON `campaign` (`part_id`) WHERE "campaign"."part_id" is not null;--> statement-breakpoint
ALTER TABLE `workspace` ADD `contacts_at` integer;--> statement-breakpoint
CREATE INDEX `inbox_thread_campaign_box` ON `inbox_thread` (`workspace_id`,`campaign_id`,`box`,`unread`) WHERE "inbox_thread"."campaign_id" is not null;
--> statement-breakpoint
INSERT INTO `alert_state` (`workspace_id`, `key`, `since`, `told_level`)
SELECT s.`workspace_id`, j.key, coalesce(unixepoch(s.`changed_at`), 0) * 1000, j.value
  FROM `setting` s, json_each(CASE WHEN json_valid(s.`value`) AND json_type(s.`value`) = 'object' THEN s.`value` ELSE '{}' END) j
  WHERE s.`key` = 'alertsTold' AND s.`workspace_id` > 0 AND j.value IN ('info', 'amber', 'red');
--> statement-breakpoint
INSERT INTO `alert_state` (`workspace_id`, `key`, `since`, `aside_level`)
SELECT s.`workspace_id`, j.key, coalesce(unixepoch(s.`changed_at`), 0) * 1000, j.value
  FROM `setting` s, json_each(CASE WHEN json_valid(s.`value`) AND json_type(s.`value`) = 'object' THEN s.`value` ELSE '{}' END) j
  WHERE s.`key` = 'alertsAside' AND s.`workspace_id` > 0 AND j.value IN ('info', 'amber', 'red')
  ON CONFLICT DO UPDATE SET `aside_level` = excluded.`aside_level`;
--> statement-breakpoint
DELETE FROM `setting` WHERE `key` IN ('alertsTold', 'alertsAside');
