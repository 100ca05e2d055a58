"""What each route answers to each walker on Georgia's rows, by noun; `test_access` walks them."""
