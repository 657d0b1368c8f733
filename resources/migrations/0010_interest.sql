DROP INDEX `inbox_thread_suggested`;--> statement-breakpoint
DROP INDEX `inbox_thread_interested`;--> statement-breakpoint
ALTER TABLE `inbox_thread` ADD `suggested_interest` integer GENERATED ALWAYS AS ((coalesce(interest, 0) = 0 and coalesce(sorted, '') in ('interested', 'meeting_booked'))) VIRTUAL;--> statement-breakpoint
CREATE INDEX `inbox_thread_interested` ON `inbox_thread` (`workspace_id`,`last_at`) WHERE ("inbox_thread"."label_stage" > 0 or "inbox_thread"."suggested_interest" = 1);--> statement-breakpoint
DROP TRIGGER `inbox_count_added`;
--> statement-breakpoint
DROP TRIGGER `inbox_count_removed`;
--> statement-breakpoint
DROP TRIGGER `inbox_count_changed`;
--> statement-breakpoint
CREATE TRIGGER `inbox_count_added` AFTER INSERT ON `inbox_thread` BEGIN
	INSERT INTO `inbox_count` (`workspace_id`, `campaign_id`, `box`, `threads`, `unread`, `suggested`, `interested`)
	VALUES (new.`workspace_id`, coalesce(new.`campaign_id`, ''), new.`box`, 1, new.`unread` > 0,
		new.`suggested_interest`, new.`label_stage` > 0 or new.`suggested_interest`)
	ON CONFLICT DO UPDATE SET `threads` = `threads` + 1, `unread` = `unread` + excluded.`unread`,
		`suggested` = `suggested` + excluded.`suggested`, `interested` = `interested` + excluded.`interested`;
END;
--> statement-breakpoint
CREATE TRIGGER `inbox_count_removed` AFTER DELETE ON `inbox_thread` BEGIN
	UPDATE `inbox_count` SET `threads` = `threads` - 1, `unread` = `unread` - (old.`unread` > 0),
		`suggested` = `suggested` - old.`suggested_interest`,
		`interested` = `interested` - (old.`label_stage` > 0 or old.`suggested_interest`)
	WHERE `workspace_id` = old.`workspace_id` and `campaign_id` = coalesce(old.`campaign_id`, '') and `box` = old.`box`;
END;
--> statement-breakpoint
CREATE TRIGGER `inbox_count_changed` AFTER UPDATE OF `workspace_id`, `campaign_id`, `box`, `unread`, `interest`, `sorted`, `label_stage` ON `inbox_thread`
WHEN old.`workspace_id` <> new.`workspace_id` or old.`campaign_id` is not new.`campaign_id` or old.`box` <> new.`box`
	or (old.`unread` > 0) <> (new.`unread` > 0) or old.`suggested_interest` <> new.`suggested_interest`
	or (old.`label_stage` > 0) <> (new.`label_stage` > 0) BEGIN
	UPDATE `inbox_count` SET `threads` = `threads` - 1, `unread` = `unread` - (old.`unread` > 0),
		`suggested` = `suggested` - old.`suggested_interest`,
		`interested` = `interested` - (old.`label_stage` > 0 or old.`suggested_interest`)
	WHERE `workspace_id` = old.`workspace_id` and `campaign_id` = coalesce(old.`campaign_id`, '') and `box` = old.`box`;
	INSERT INTO `inbox_count` (`workspace_id`, `campaign_id`, `box`, `threads`, `unread`, `suggested`, `interested`)
	VALUES (new.`workspace_id`, coalesce(new.`campaign_id`, ''), new.`box`, 1, new.`unread` > 0,
		new.`suggested_interest`, new.`label_stage` > 0 or new.`suggested_interest`)
	ON CONFLICT DO UPDATE SET `threads` = `threads` + 1, `unread` = `unread` + excluded.`unread`,
		`suggested` = `suggested` + excluded.`suggested`, `interested` = `interested` + excluded.`interested`;
END;
--> statement-breakpoint
INSERT INTO `inbox_count` (`workspace_id`, `campaign_id`, `box`, `suggested`, `interested`)
SELECT `workspace_id`, coalesce(`campaign_id`, ''), `box`, count(*), count(*) FROM `inbox_thread`
WHERE `interest` = 0 and `suggested_interest` = 1 and `label_stage` <= 0 GROUP BY 1, 2, 3
ON CONFLICT DO UPDATE SET `suggested` = `suggested` + excluded.`suggested`,
	`interested` = `interested` + excluded.`interested`;
