CREATE TABLE `inbox_model` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`address` text NOT NULL,
	`model` text NOT NULL,
	`private_network` integer NOT NULL,
	`masked` text NOT NULL,
	`cipher` blob,
	`protection` text NOT NULL,
	`added_at` text NOT NULL,
	`removed_at` text
);
--> statement-breakpoint
CREATE TABLE `inbox_model_request` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`thread_id` integer,
	`message_id` integer,
	`use` text NOT NULL,
	`at` integer NOT NULL,
	`host` text NOT NULL,
	`model` text NOT NULL,
	`characters` integer NOT NULL,
	`answer_characters` integer,
	`state` text NOT NULL,
	`problem_code` text
);
--> statement-breakpoint
CREATE INDEX `inbox_model_request_workspace` ON `inbox_model_request` (`workspace_id`,`at`);--> statement-breakpoint
CREATE INDEX `inbox_model_request_message` ON `inbox_model_request` (`message_id`,`use`) WHERE "inbox_model_request"."message_id" is not null;--> statement-breakpoint
ALTER TABLE `inbox_template` ADD `proposed_for` text;--> statement-breakpoint
ALTER TABLE `inbox_template` ADD `language` text;--> statement-breakpoint
ALTER TABLE `inbox_thread` ADD `sorted_unsure` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `inbox_thread` ADD `sorted_model` text;--> statement-breakpoint
ALTER TABLE `inbox_thread` ADD `model_message_id` integer;--> statement-breakpoint
ALTER TABLE `inbox_thread` ADD `model_wish` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `inbox_thread` ADD `follow_up_of` integer;--> statement-breakpoint
ALTER TABLE `inbox_thread` ADD `follow_up_text` text;--> statement-breakpoint
CREATE INDEX `inbox_thread_unsorted` ON `inbox_thread` (`last_received_at`) WHERE "inbox_thread"."sorted" = 'other' or "inbox_thread"."sorted_unsure" = 1;--> statement-breakpoint
CREATE INDEX `inbox_thread_quiet` ON `inbox_thread` (`workspace_id`,`last_at`) WHERE "inbox_thread"."box" = 'waiting' and "inbox_thread"."last_received_at" is not null and "inbox_thread"."opt_out_entry_id" is null and coalesce("inbox_thread"."interest", 0) not between -4 and -1 and coalesce("inbox_thread"."sorted", '') not in ('unsubscribe', 'bounce', 'not_interested', 'wrong_person', 'auto_reply');--> statement-breakpoint
CREATE INDEX `inbox_thread_follow_up` ON `inbox_thread` (`workspace_id`) WHERE "inbox_thread"."follow_up_of" is not null;