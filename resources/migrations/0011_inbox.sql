CREATE TABLE `inbox_cursor` (
	`workspace_id` integer NOT NULL,
	`stream` text NOT NULL,
	`watermark` text NOT NULL,
	`back_cursor` text,
	`back_done` integer DEFAULT 0 NOT NULL,
	`synced_at` integer,
	PRIMARY KEY(`workspace_id`, `stream`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `inbox_label` (
	`workspace_id` integer NOT NULL,
	`value` integer NOT NULL,
	`name` text NOT NULL,
	`tone` text NOT NULL,
	PRIMARY KEY(`workspace_id`, `value`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `inbox_message` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`thread_id` integer NOT NULL,
	`remote_id` text,
	`direction` text NOT NULL,
	`manual` integer DEFAULT 0 NOT NULL,
	`at` integer NOT NULL,
	`from_address` text NOT NULL,
	`from_name` text NOT NULL,
	`to_list` text NOT NULL,
	`cc_list` text NOT NULL,
	`reply_to` text,
	`subject` text NOT NULL,
	`text` text NOT NULL,
	`html` text,
	`account` text,
	`campaign_id` text,
	`step` text,
	`lead_email` text,
	`unread` integer DEFAULT 0 NOT NULL,
	`remote_unread` integer,
	`attachments` text,
	`complete` integer NOT NULL,
	`hook_key` text,
	`scope` text NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`thread_id`) REFERENCES `inbox_thread`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `inbox_message_thread` ON `inbox_message` (`thread_id`,`at`);--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_message_remote` ON `inbox_message` (`workspace_id`,`remote_id`) WHERE "inbox_message"."remote_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_message_hook` ON `inbox_message` (`workspace_id`,`hook_key`) WHERE "inbox_message"."hook_key" is not null;--> statement-breakpoint
CREATE INDEX `inbox_message_lead` ON `inbox_message` (`workspace_id`,`lead_email`,`at`);--> statement-breakpoint
CREATE TABLE `inbox_send` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`thread_id` integer NOT NULL,
	`message_id` integer NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`click_id` text,
	`account` text NOT NULL,
	`to_list` text NOT NULL,
	`cc_list` text NOT NULL,
	`bcc_list` text NOT NULL,
	`subject` text NOT NULL,
	`text` text NOT NULL,
	`include_original` integer DEFAULT 0 NOT NULL,
	`attachments` text,
	`created_at` integer NOT NULL,
	`sent_at` integer,
	`settled_at` integer,
	`settled_by` text,
	`remote_id` text,
	`problem_code` text,
	`problem_data` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`thread_id`) REFERENCES `inbox_thread`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `inbox_send_thread` ON `inbox_send` (`thread_id`,`state`);--> statement-breakpoint
CREATE INDEX `inbox_send_workspace` ON `inbox_send` (`workspace_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_send_click` ON `inbox_send` (`click_id`) WHERE "inbox_send"."click_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_send_remote` ON `inbox_send` (`workspace_id`,`remote_id`) WHERE "inbox_send"."remote_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_send_draft` ON `inbox_send` (`thread_id`,`kind`) WHERE "inbox_send"."state" = 'draft';--> statement-breakpoint
CREATE TABLE `inbox_template` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`name` text NOT NULL,
	`text` text NOT NULL,
	`removed_at` text
);
--> statement-breakpoint
CREATE INDEX `inbox_template_workspace` ON `inbox_template` (`workspace_id`);--> statement-breakpoint
CREATE TABLE `inbox_thread` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`remote_id` text,
	`lead_email` text,
	`campaign_id` text,
	`account` text,
	`from_name` text DEFAULT '' NOT NULL,
	`subject` text NOT NULL,
	`snippet` text NOT NULL,
	`last_at` integer NOT NULL,
	`last_received_at` integer,
	`box` text NOT NULL,
	`their_turn` integer NOT NULL,
	`unread` integer DEFAULT 0 NOT NULL,
	`message_count` integer DEFAULT 0 NOT NULL,
	`interest` integer,
	`remote_interest` integer,
	`sorted` text,
	`sorted_why` text,
	`sorted_fixed` integer DEFAULT 0 NOT NULL,
	`sorted_message_id` integer,
	`return_date` text,
	`opt_out_entry_id` integer,
	`score` integer DEFAULT 0 NOT NULL,
	`score_why` text DEFAULT '[]' NOT NULL,
	`heat` real DEFAULT 0 NOT NULL,
	`assigned_to` text,
	`snoozed_until` integer,
	`archived_at` integer,
	`read_through_at` integer,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_thread_remote` ON `inbox_thread` (`workspace_id`,`remote_id`) WHERE "inbox_thread"."remote_id" is not null;--> statement-breakpoint
CREATE INDEX `inbox_thread_box` ON `inbox_thread` (`workspace_id`,`box`,`last_at`);--> statement-breakpoint
CREATE INDEX `inbox_thread_box_hot` ON `inbox_thread` (`workspace_id`,`box`,`heat`);--> statement-breakpoint
CREATE INDEX `inbox_thread_all_box` ON `inbox_thread` (`box`,`last_at`);--> statement-breakpoint
CREATE INDEX `inbox_thread_all_hot` ON `inbox_thread` (`box`,`heat`);--> statement-breakpoint
CREATE INDEX `inbox_thread_newest` ON `inbox_thread` (`workspace_id`,`last_at`);--> statement-breakpoint
CREATE INDEX `inbox_thread_all` ON `inbox_thread` (`last_at`);--> statement-breakpoint
CREATE INDEX `inbox_thread_hot` ON `inbox_thread` (`heat`);--> statement-breakpoint
CREATE INDEX `inbox_thread_interest` ON `inbox_thread` (`interest`,`last_at`) WHERE "inbox_thread"."interest" is not null;--> statement-breakpoint
CREATE INDEX `inbox_thread_account` ON `inbox_thread` (`workspace_id`,`account`) WHERE "inbox_thread"."account" is not null;--> statement-breakpoint
CREATE INDEX `inbox_thread_campaign` ON `inbox_thread` (`workspace_id`,`campaign_id`,`last_at`) WHERE "inbox_thread"."campaign_id" is not null;--> statement-breakpoint
CREATE INDEX `inbox_thread_lead` ON `inbox_thread` (`workspace_id`,`lead_email`);--> statement-breakpoint
CREATE INDEX `inbox_thread_snoozed` ON `inbox_thread` (`snoozed_until`) WHERE "inbox_thread"."snoozed_until" is not null;--> statement-breakpoint
CREATE INDEX `inbox_thread_unread` ON `inbox_thread` (`workspace_id`,`box`) WHERE "inbox_thread"."unread" > 0;--> statement-breakpoint
-- By hand from here on: the full-text index, which drizzle has no words for. Its rows are those of inbox_message.
CREATE VIRTUAL TABLE `inbox_search` USING fts5(
	`scope`, `from_name`, `from_address`, `to_list`, `subject`, `text`,
	content='inbox_message', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='3 4'
);
--> statement-breakpoint
CREATE TRIGGER `inbox_search_added` AFTER INSERT ON `inbox_message` BEGIN
	INSERT INTO `inbox_search` (`rowid`, `scope`, `from_name`, `from_address`, `to_list`, `subject`, `text`)
	VALUES (new.`id`, new.`scope`, new.`from_name`, new.`from_address`, new.`to_list`, new.`subject`, new.`text`);
END;
--> statement-breakpoint
CREATE TRIGGER `inbox_search_removed` AFTER DELETE ON `inbox_message` BEGIN
	INSERT INTO `inbox_search` (`inbox_search`, `rowid`, `scope`, `from_name`, `from_address`, `to_list`, `subject`, `text`)
	VALUES ('delete', old.`id`, old.`scope`, old.`from_name`, old.`from_address`, old.`to_list`, old.`subject`, old.`text`);
END;
--> statement-breakpoint
CREATE TRIGGER `inbox_search_changed` AFTER UPDATE OF `scope`, `from_name`, `from_address`, `to_list`, `subject`, `text` ON `inbox_message` BEGIN
	INSERT INTO `inbox_search` (`inbox_search`, `rowid`, `scope`, `from_name`, `from_address`, `to_list`, `subject`, `text`)
	VALUES ('delete', old.`id`, old.`scope`, old.`from_name`, old.`from_address`, old.`to_list`, old.`subject`, old.`text`);
	INSERT INTO `inbox_search` (`rowid`, `scope`, `from_name`, `from_address`, `to_list`, `subject`, `text`)
	VALUES (new.`id`, new.`scope`, new.`from_name`, new.`from_address`, new.`to_list`, new.`subject`, new.`text`);
END;
